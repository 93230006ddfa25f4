"""What a dialect is: how its files are told from others, where jobs stand in a tree, and the table of their fields."""

from collections.abc import Callable, Iterator

from jobs_lint.model.job import Job, new
from jobs_lint.model.part import Quirk
from jobs_lint.model.table import Table
from jobs_lint.read.embedded import Embedded
from jobs_lint.read.tree import Document, Mapping, Node
from jobs_lint.record import NamedTuple
from jobs_lint.span import Span


class Dialect(NamedTuple):
    """A form in which jobs are written.

    `kinds` are the kinds of file it reads (`yaml`, `json`). `tells` are its certain tell-tales: a file is a candidate
    where it holds all the bytes of one of them, of which the first is best one that few files have. `find` gives the
    jobs of one document. `hints`, for a dialect that can only prove itself by its shape, are bytes and how often they
    stand in a file at least, the first one again best one that few files have: one that has all of them is read, and
    never complained of before it proves to hold a job.
    """

    name: str
    model: type[Job]
    kinds: frozenset[str]
    tells: tuple[tuple[bytes, ...], ...]
    find: Callable[[Node], Iterator[Mapping]]
    table: Table
    hints: tuple[tuple[bytes, int], ...] = ()

    def hinted_by(self, data: bytes) -> bool:
        """Whether a file's bytes let it be read, though they tell of nothing."""
        for hint, least in self.hints:  # noqa: SIM110 (asked of every file: a generator doubles the cost)
            if hint not in data or data.count(hint) < least:
                return False
        return True

    def jobs(self, document: Document) -> Iterator[Job]:
        """The jobs of one document, in order."""
        for node in self.find(document.root):
            yield self.job(node, document)

    def job(self, node: Node, document: Document) -> Job:
        """A node of a document as a job, whatever it looks like."""
        place = node.pairs[0].key.span if isinstance(node, Mapping) and node.pairs else node.span
        checked_by = _mistakes if self.table.schema else None
        return new(self.model, self.name, document.has_aliases, node, place, "", self.table, checked_by=checked_by)


def _mistakes(node: Node, table: Table, told: list[Span]) -> tuple[Quirk, ...]:
    """What is wrong with a job by the schema of its form. Loaded when a rule first asks."""
    from jobs_lint.schema.check import mistakes_of

    return mistakes_of(node, table, told)


class Inside(NamedTuple):
    """What stands inside a file and is of another kind than it: a text to be read, or a tree that is there already.
    What is `sent` goes to the API as it is, past gcloud. `name` is that of what holds it, for a job whose own isn't
    known, or, where it `is_title`, for any."""

    kind: str
    found: Embedded | Node
    sent: bool = False
    name: str = ""
    is_title: bool = False


class Carrier(NamedTuple):
    """A form that holds no jobs itself but texts of other kinds, in which all dialects then look for some.

    `kinds` are the kinds of file it looks into, where they hold all the bytes of one of `tells`: such a file is read,
    and never complained of before it proves to hold a job. `find` gives what is inside, from the root of a document
    and the text of the file.
    """

    kinds: frozenset[str]
    tells: tuple[tuple[bytes, ...], ...]
    find: Callable[[Node, str], Iterator[Inside]]
