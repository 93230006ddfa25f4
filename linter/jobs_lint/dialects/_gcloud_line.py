"""A gcloud command line: which command it is, its flags and the name behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.model.placeholder import has_mark
from jobs_lint.pattern import compiled
from jobs_lint.read.embedded import Embedded, EmbeddedScalar, Piece
from jobs_lint.read.shell import Command, Script, Word
from jobs_lint.read.tree import Scalar, Sequence
from jobs_lint.record import NamedTuple
from jobs_lint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.read.tree import Node

_PROGRAMS = frozenset({"gcloud", "gcloud.cmd", "gcloud.exe"})
_WRAPPERS = frozenset({"sudo", "exec", "command", "nohup", "env", "time", "timeout", "retry", "nice", "stdbuf"})
_TRACKS = frozenset({"alpha", "beta", "preview"})
_GROUP = 3  # the words of `run jobs create`
_LONGEST_WRAPPER = 8
_NUMBER = r"-?[0-9][0-9.]*+[smhd]?"
_FLAGS_BY_NAME = r"(?i)arg|flag|opt|extra|param"
_NOT_A_TEXT = "$(...)"
_ASSIGNED = r"[A-Za-z_][A-Za-z0-9_]*+=.*+"


def names(words: str) -> frozenset[str]:
    """Some names, written with blanks between."""
    return frozenset(words.split())


_BOOLEANS = names(
    "--quiet --async --wait --execute-now --help --log-http --user-output-enabled --gpu-zonal-redundancy "
    "--delay-execution --default-url --deploy-health-check"
)
_WITH_VALUE = names(
    # of gcloud as a whole
    "--account --billing-project --configuration --flatten --format --impersonate-service-account --project "
    "--trace-token --verbosity --access-token-file --filter --sort-by "
    # of jobs of Cloud Run
    "--image --tasks --parallelism --max-retries --task-timeout --cpu --memory --gpu --gpu-type --service-account "
    "--set-env-vars --update-env-vars --remove-env-vars --env-vars-file --set-secrets --update-secrets "
    "--remove-secrets --command --args --labels --update-labels --remove-labels --key --binary-authorization "
    "--breakglass --vpc-connector --vpc-egress --network --subnet --network-tags --set-cloudsql-instances "
    "--add-cloudsql-instances --remove-cloudsql-instances --add-volume --remove-volume --add-volume-mount "
    "--remove-volume-mount --container --depends-on --region --execution-environment --source --startup-probe "
    "--workdir --endpoint-mode "
    # of Batch jobs
    "--location --config --script-text --script-file-path --container-image-uri --container-entrypoint "
    "--container-commands-file --job-prefix --machine-type --priority --provisioning-model --subnetwork "
    # of scheduler jobs
    "--schedule --uri --http-method --message-body --message-body-from-file --headers --time-zone --description "
    "--oauth-service-account-email --oauth-token-scope --oidc-service-account-email --oidc-token-audience "
    "--attempt-deadline --max-retry-attempts --max-retry-duration --min-backoff --max-backoff --max-doublings"
)


class Flag(NamedTuple):
    """A flag as it is written, and its value, if it has one."""

    name: str
    place: Span
    value: Embedded | None


class Line(NamedTuple):
    """A command of gcloud. `group` is what it does, such as `run jobs create`, `place` all that says so, `rest` the
    words behind. Where `is_open`, it may have flags that nobody here sees."""

    group: str
    track: str
    track_place: Span
    place: Span
    span: Span
    flags: tuple[Flag, ...]
    rest: tuple[Embedded, ...]
    is_open: bool

    def last(self, name: str) -> Flag | None:
        """The flag of a name, the last one of several."""
        return next((flag for flag in reversed(self.flags) if flag.name == name), None)


def commands(root: Node) -> list[Sequence]:
    """The commands of a script, or the one command that a list of arguments is."""
    if isinstance(root, Script):
        return [item for item in root.items if isinstance(item, Command)]
    return [root] if isinstance(root, Sequence) and root.items else []


def lines(root: Node) -> Iterator[Line]:
    """The commands of gcloud in a script, or in a list of arguments."""
    for command in commands(root):
        first = program_at(command.items)
        if first >= 0:
            line = _line(command.items, first)
            if line is not None:
                yield line


def program_at(words: list[Node]) -> int:
    """Where `gcloud` stands as the program of a command; -1 where the program is another one."""
    first = base_name(words[0])
    if first in _PROGRAMS:
        return 0
    if first not in _WRAPPERS:
        return -1
    flag_before = False
    for number, word in enumerate(words[1:_LONGEST_WRAPPER], 1):
        text = word.text if isinstance(word, Scalar) else ""
        if base_name(word) in _PROGRAMS:
            return number
        is_flag = text.startswith("-")
        own = is_flag or flag_before or compiled(_NUMBER).fullmatch(text) or compiled(_ASSIGNED).fullmatch(text)
        if not own and text not in _WRAPPERS:
            return -1
        flag_before = is_flag
    return -1


def base_name(node: Node) -> str:
    """The name of the program that a word calls."""
    return node.text.rsplit("/", 1)[-1].rsplit("\\", 1)[-1] if isinstance(node, Scalar) else ""


def inside_of(node: Node) -> Embedded:
    """The text of a word, with its places; of what isn't a text, one that stands for a value that isn't known."""
    if isinstance(node, EmbeddedScalar):
        return node.inside
    text = _text_of(node)
    return Embedded(text, (Piece(0, node.start, node.end),))


def _text_of(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else _NOT_A_TEXT


def whole(text: Embedded) -> Span:
    """The place of a text as a whole."""
    return text.span(0, len(text.text))


def _may_split(node: Node) -> bool:
    return node.splits if isinstance(node, Word) else not isinstance(node, Scalar)


def _line(words: list[Node], first: int) -> Line | None:
    flags: list[Flag] = []
    bare: list[Node] = []  # the words that are neither flags nor values of flags
    is_open = False
    number = first + 1
    group_from = 0
    while number < len(words):
        word = words[number]
        number += 1
        written = _text_of(word)
        if written == "--":
            break
        if not written.startswith("-") or len(written) == 1:
            if not bare:
                group_from = int(base_name(word) in _TRACKS)
            bare.append(word)
            continue
        if not written.startswith("--"):
            continue
        name, equals, _ = written.partition("=")
        if has_mark(name) or name == "--flags-file":
            is_open = True
            continue
        text = inside_of(word)
        value = text.within(len(name) + 1, len(written)) if equals else None
        known = name in _WITH_VALUE
        takes = known or (len(bare) >= group_from + _GROUP and not is_boolean(name))
        if not equals and takes and number < len(words) and _can_be_value(words[number]):
            is_open = is_open or (not known and _may_split(words[number]))
            value = inside_of(words[number])
            number += 1
        flags.append(Flag(name, text.span(0, len(name)), value))
    group = bare[group_from : group_from + _GROUP]
    if len(group) < _GROUP or any(_may_split(word) for word in bare[: group_from + _GROUP]):
        return None
    rest = bare[group_from + _GROUP :]
    track = bare[0]
    return Line(
        " ".join(_text_of(word) for word in group),
        _text_of(track) if group_from else "",
        track.span,
        Span(words[first].start, group[-1].end),
        Span(words[first].start, words[-1].end),
        tuple(flags),
        tuple(inside_of(word) for word in rest),
        is_open or _is_open(rest, bool(rest) and words[words.index(group[-1]) + 1] is rest[0]),
    )


def is_boolean(name: str) -> bool:
    """Whether a flag takes no value."""
    return name in _BOOLEANS or name.startswith(("--no-", "--clear-"))


def _can_be_value(word: Node) -> bool:
    text = _text_of(word)
    return not text.startswith("-") or text == "-" or compiled(_NUMBER).fullmatch(text) is not None


def _is_open(rest: list[Node], at_once: bool) -> bool:
    """Whether a word behind the command may be flags. Where the first stands there at once, it is the job's name,
    unless it calls itself flags."""
    if any(_may_split(word) and (len(rest) > 1 or not at_once or _named_flags(word)) for word in rest[:1]):
        return True
    return any(_may_split(word) or has_mark(_text_of(word)) for word in rest[1:])


def _named_flags(word: Node) -> bool:
    text = _text_of(word)
    return text in ("$@", "$*", "${@}", "${*}") or compiled(_FLAGS_BY_NAME).search(text) is not None
