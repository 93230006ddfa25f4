"""Where each field of the model stands in a dialect: a table from model field to path in the document.

A path is written as its keys with blanks between; a number is a place in a list, and where a mapping stands in the
list's stead it counts as its only item, as Google's tools read it. A key that starts with `@` is none that the user
wrote, and isn't shown: one of `VIEWS` is a way to read the text that stands there. Two keys with `|` between are two
spellings of one.
"""

from typing import TYPE_CHECKING, Any

from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jobs_lint.model.grammar import Grammar

ENTRY = ("@key", "@value")
"""The paths of the two halves of a part that is one entry of a mapping."""

ITEM = "@item"
"""The path of the value of a part that is one scalar of a list."""

VIEWS = frozenset({"@json", "@commas", "@semicolons", "@flag", "@aliases"})
"""The steps that read a text as what is written in it; `views` has what each does."""


def snake_case(key: str) -> str:
    """`maxRetryCount` as `max_retry_count`."""
    return "".join(["_" + char.lower() if char.isupper() else char for char in key]).removeprefix("_")


def camel_case(key: str) -> str:
    """`max_retry_count` as `maxRetryCount`."""
    first, *words = key.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in words)


def both_spellings(words: str) -> frozenset[str]:
    """Some keys, written with blanks between, in camelCase as they are and in snake_case."""
    keys = words.split()
    return frozenset(keys) | {snake_case(key) for key in keys}


def below(path: str, key: str | int) -> str:
    """The path of a key, or of a list's item, below a path, as findings show it."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    if key.isascii() and key.replace("-", "_").isidentifier():
        return f"{path}.{key}" if path else key
    return f'{path}["{key}"]'


Above = tuple["Above", str | int] | None
"""The keys and places in lists that lead to a node, the last one in front: a walk makes paths for few nodes alone."""


def words_of(above: Above) -> tuple[str | int, ...]:
    """What is above a node, in order."""
    words: list[str | int] = []
    while above is not None:
        above, word = above
        words.append(word)
    return tuple(reversed(words))


def path_of(words: "Iterable[str | int]") -> str:
    """The path that some keys and places in lists make."""
    path = ""
    for word in words:
        path = below(path, word)
    return path


def shortened(text: str, most: int = 60) -> str:
    """A text as messages show it: what is longer ends in an ellipsis."""
    return text if len(text) <= most else text[: most - 1] + "…"


def last_key(path: str) -> str:
    """The last key of a path that `below` made, as messages name a field: `taskCount`, `nvidia.com/gpu`."""
    return path[path.rindex('["') + 2 : -2] if path.endswith('"]') else path.rsplit(".", 1)[-1]


class Step(NamedTuple):
    """One step of a path, from the step before it (-1: from the part itself).

    It goes by the spellings of a key, the documented one first, or by a place in a list. `suffixes` are what each
    spelling adds to the path that findings show; a part's own first key goes without the dot.
    """

    parent: int
    keys: tuple[str, ...]
    place: int
    suffixes: tuple[str, ...]


class Reach:
    """What may be written behind a step (`number`): the fields that end there, by name, and the steps that go on from
    there, those that go by a key by each of its spellings, and the others with their word or place in a list.
    `grammar` is there where all that ends is one scalar field."""

    __slots__ = ("grammar", "keys", "names", "number", "others")

    def __init__(self, number: int, names: list[str]) -> None:
        self.number = number
        self.names = names
        self.grammar: Grammar | None = None
        self.keys: dict[str, Reach] = {}
        self.others: list[tuple[str, int, Reach]] = []


class At(NamedTuple):
    """A scalar field: its path and how its value is spelled. A `quiet` one is said nothing of where it is misspelt:
    another field has the same text, or the odd spelling is the usual one."""

    path: str
    grammar: "Grammar"
    quiet: bool = False


class Each(NamedTuple):
    """A field of parts (containers, volumes, ...): the path of the list and the table of one item.

    With `keyed`, the path is that of a mapping, whose entries are the parts: the key is their `name`. With `flat`, the
    parts are not written as such, and their fields are shown as if they were those of the part above. With `scalars`,
    the list is one of scalars, each the `value` of a part, and a scalar in the list's stead is its only one.
    """

    path: str
    table: "Table"
    keyed: bool = False
    flat: bool = False
    scalars: bool = False


class One(NamedTuple):
    """A field that is one part (a probe, a boot disk): its path and its table."""

    path: str
    table: "Table"


class RefusedKey(NamedTuple):
    """What to say of a spelling that the service's tools don't read: where it stands alone, and beside `new`, the
    spelling they do read. `kind` is that of the quirk, which tells which rule it belongs to."""

    new: str
    alone: str
    both: str
    kind: str = "refused-key"


class Table:
    """The fields of one kind of part in one dialect. With `snake`, each key may be spelled in snake_case too, but for
    `refused_keys`: the spellings that the service's tools don't read. `maps` are the keys of mappings whose keys are
    the user's own, in either spelling. With `partial`, what is written changes a job that exists: a field that is
    absent keeps a value that nobody here knows. With `by_gcloud`, gcloud is what reads the file: it takes the first of
    two equal keys, and YAML 1.1; without, that depends on who reads it. `schema` names the field tree of the message
    that stands at the path `message` (dots between its keys); empty where the form has fields of its own.

    `steps` are the steps of all paths, each beginning that fields share once; `ends` is the last step of each field.
    `reach` is the other way round. All are made when first asked for: most runs meet one dialect of many.
    """

    __slots__ = (
        "_make",
        "by_gcloud",
        "ends",
        "fields",
        "loose",
        "maps",
        "message",
        "partial",
        "reach",
        "refused_keys",
        "schema",
        "snake",
        "steps",
    )

    def __init__(
        self,
        snake: bool = False,
        refused_keys: dict[str, RefusedKey] | None = None,
        maps: frozenset[str] = frozenset(),
        partial: bool = False,
        by_gcloud: bool = False,
        schema: str = "",
        message: str = "",
        **fields: At | Each | One,
    ) -> None:
        self.fields = fields
        self.snake = snake
        self.maps = maps
        self.partial = partial
        self.by_gcloud = by_gcloud
        self.loose = False
        self.schema = schema
        self.message = message
        self.refused_keys = refused_keys or {}

    _make: "Callable[[], Table]"
    steps: list[Step]
    ends: dict[str, int]
    reach: Reach

    def __getattr__(self, name: str) -> Any:
        """What isn't there before this first asks for it: the steps and what is known of them, and, of a table that
        was put off, all of it."""
        if name in ("steps", "ends", "reach"):
            self._make_steps()
        elif name in Table.__slots__ and name != "_make":
            made = self._make()
            for each in _MADE:
                setattr(self, each, getattr(made, each))
        else:
            raise AttributeError(name)
        return getattr(self, name)

    def _make_steps(self) -> None:
        self.steps, self.ends = [], {}
        known: dict[tuple[int, str], int] = {}
        names: dict[int, list[str]] = {}
        for field, at in self.fields.items():
            last = -1
            for word in at.path.split():
                step = known.get((last, word))
                if step is None:
                    step = known[last, word] = len(self.steps)
                    self.steps.append(_step(last, word, self.snake))
                last = step
            self.ends[field] = last
            if not (isinstance(at, At) and at.quiet):
                names.setdefault(last, []).append(field)
        self.reach = self._reach(names)

    def _reach(self, names: dict[int, list[str]]) -> Reach:
        """What is written below a part, of the fields that end at some steps."""
        reaches = {-1: Reach(-1, names.get(-1, []))}
        for end in names:
            step = end
            while step not in reaches:
                reaches[step] = Reach(step, names.get(step, []))
                step = self.steps[step].parent
        for number in sorted(reaches.keys() - {-1}):  # in the order of the rows
            parent, keys, place, _ = self.steps[number]
            if place < 0 and not keys[0].startswith("@"):
                reaches[parent].keys.update(dict.fromkeys(keys, reaches[number]))
            else:
                reaches[parent].others.append((keys[0] if keys else "", place, reaches[number]))
        for reach in reaches.values():
            at = self.fields[reach.names[0]] if len(reach.names) == 1 else None
            if isinstance(at, At) and not (reach.keys or reach.others):
                reach.grammar = at.grammar
        return reaches[-1]

    def changed(
        self,
        snake: bool | None = None,
        partial: bool | None = None,
        by_gcloud: bool = False,
        schema: str = "",
        message: str = "",
        **fields: At | Each | One,
    ) -> "Table":
        """A table like this one but for some fields, in how keys may be spelled, what an absent one means or who reads
        it: gcloud reads none of what another form has taken over, which has a schema only where it says so."""
        return Table(
            snake=self.snake if snake is None else snake,
            refused_keys=self.refused_keys,
            maps=self.maps,
            partial=self.partial if partial is None else partial,
            by_gcloud=by_gcloud,
            schema=schema,
            message=message,
            **(self.fields | fields),
        )

    def without(self, *names: str) -> "Table":
        """A table like this one but for some fields, which the form doesn't have."""
        return self._with({name: at for name, at in self.fields.items() if name not in names})

    def respelled(self, grammars: "dict[Grammar, Grammar]") -> "Table":
        """A table like this one, and like those of its parts, with other grammars in the stead of some."""
        return self._with(
            {
                name: at._replace(grammar=grammars.get(at.grammar, at.grammar))
                if isinstance(at, At)
                else at._replace(table=at.table.respelled(grammars))
                for name, at in self.fields.items()
            }
        )

    def renamed(self, rename: "Callable[[str], str]") -> "Table":
        """A table like this one, and like those of its parts, with other keys, which are spelled in no other way."""
        fields: dict[str, At | Each | One] = {}
        for name, at in self.fields.items():
            moved = at._replace(path=" ".join(map(rename, at.path.split())))
            fields[name] = moved if isinstance(moved, At) else moved._replace(table=moved.table.renamed(rename))
        return self._with(fields, snake=False)

    def sent(self, grammars: "dict[Grammar, Grammar]") -> "Table":
        """The same table for a message that goes to the API as it is, past gcloud, with other grammars than its."""
        made = self.respelled(grammars)
        made.schema, made.message, made.refused_keys = self.schema, self.message, {}
        return made

    def loosened(self) -> "Table":
        """The same table for a file in which more may stand in the end than does: an absent field is unknown, in its
        parts too, and a list may have more items."""
        made = self._with(
            {
                name: at if isinstance(at, At) else at._replace(table=at.table.loosened())
                for name, at in self.fields.items()
            },
            partial=True,
        )
        made.by_gcloud, made.schema, made.message, made.loose = self.by_gcloud, self.schema, self.message, True
        return made

    def _with(
        self, fields: "dict[str, At | Each | One]", snake: bool | None = None, partial: bool | None = None
    ) -> "Table":
        """A table with other fields, and `changed` in how keys may be spelled or in what an absent one means."""
        made = self.changed(snake, partial)
        made.fields = fields
        return made


_MADE = ("fields", "snake", "maps", "partial", "by_gcloud", "loose", "schema", "message", "refused_keys")


def later(make: "Callable[[], Table]") -> Table:
    """A table that is made when it is first looked at: most runs meet one dialect of many."""
    table = Table.__new__(Table)
    table._make = make
    return table


def scalars(path: str, grammar: "Grammar") -> Each:
    """A list of scalars, each a part with a `value`."""
    return Each(path, Table(value=At(ITEM, grammar)), scalars=True)


def _step(parent: int, word: str, snake: bool) -> Step:
    if word.isdigit():
        return Step(parent, (), int(word), (below("", int(word)),))
    if word.startswith("@"):
        return Step(parent, (word,), -1, ("",))  # so the path of an entry is that of its value
    other = snake_case(word)
    keys = (word, other) if snake and other != word else tuple(word.split("|"))
    return Step(parent, keys, -1, tuple(below("", key) if parent < 0 else below(".", key)[1:] for key in keys))
