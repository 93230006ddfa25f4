"""From the text of a file to the jobs in it: what dialects find in its documents, and in the texts inside them."""

from collections.abc import Callable, Iterator
from functools import cache

from jobs_lint.dialects import Candidates, of_kind, read_by
from jobs_lint.dialects.base import Dialect, Inside
from jobs_lint.model.grammar import ANY_READER
from jobs_lint.model.job import Job
from jobs_lint.read import Beside, nothing_beside, read
from jobs_lint.read.caps import Caps
from jobs_lint.read.embedded import Embedded, moved
from jobs_lint.read.tree import Assumption, Document, Mapping, Node, Problem, Scalar, Sequence
from jobs_lint.record import NamedTuple
from jobs_lint.span import Span

_DEEPEST = 3
"""How many texts may stand inside one another: a job in a message body in a script in a build's step."""


class Recognised(NamedTuple):
    """The jobs of a file in order, its documents, and what stopped the reader. The texts inside it that were read are
    at the places `opened`, and their documents are among the file's.

    `assumptions` are the places whose values may be others in the end; `strict` gives the jobs in which these are
    unknown.
    """

    jobs: tuple[Job, ...]
    documents: tuple[Document, ...]
    problem: Problem | None = None
    opened: tuple[Span, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    strict: Callable[[], tuple[Job, ...]] | None = None


NOTHING = Recognised((), ())


def recognise(
    text: str,
    kind: str,
    wanted: Candidates,
    caps: Caps = Caps(),  # noqa: B008 (immutable)
    beside: Beside = nothing_beside,
    location: str | None = None,
) -> Recognised:
    """The jobs that some dialects find in a text of a kind. `beside` gives the other files of the same folder,
    `location` is the region of jobs that don't say theirs."""
    result = read(text, kind, caps, beside)
    search = _Search(text, caps, location, list(result.documents))
    jobs = [job for each in result.documents for job in search.jobs(each, wanted)]
    if len(wanted.dialects) > 1 or wanted.carriers:
        jobs.sort(key=_start)
    found = Recognised(tuple(jobs), tuple(search.documents), result.problem, tuple(search.opened))
    assumptions = tuple(each for document in result.documents for each in document.assumptions)
    if not assumptions:
        return found

    def strict() -> tuple[Job, ...]:
        again = _Search(text, caps, location, [])
        documents = [document.strict() if document.strict else document for document in result.documents]
        return tuple(sorted((job for each in documents for job in again.jobs(each, wanted)), key=_start))

    return found._replace(assumptions=assumptions, strict=strict)


def recognise_template(
    text: str, kind: str, wanted: Candidates, caps: Caps, location: str | None = None
) -> Recognised | None:
    """The jobs in what remains of a template without its marks, or None where nothing certain does.

    What the marks make up may stand anywhere: fields that are absent are unknown, and lists may have more items.
    """
    from jobs_lint.read.template import rendered

    readable = rendered(text)
    if readable is None:
        return None
    loosened = wanted._replace(dialects=tuple(map(_loosened, wanted.dialects)))
    found = recognise(readable, kind, loosened, caps, location=location)
    if found.problem is not None or not found.jobs:
        return None
    for document in found.documents:
        _restore(document.root, text, readable)
    return found


@cache
def _sent(dialect: Dialect) -> Dialect:
    return dialect._replace(table=dialect.table.sent(ANY_READER)) if dialect.table.by_gcloud else dialect


@cache
def _loosened(dialect: Dialect) -> Dialect:
    return dialect._replace(table=dialect.table.loosened())


def _restore(root: Node, text: str, readable: str) -> None:
    """Give the scalars that hold a mark the text that the user wrote: it is in messages and in the names of jobs."""
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Mapping):
            for pair in node.pairs:
                stack += pair
        elif isinstance(node, Sequence):
            stack += node.items
        elif isinstance(node, Scalar) and node.text == readable[node.start : node.end].strip("'\""):
            written = text[node.start : node.end].strip("'\"")
            if written.strip():
                node.text = written


def _start(job: Job) -> int:
    return job.start


class _Search:
    """The search for jobs in one file. It gathers the documents of the texts inside it, and where these stand."""

    def __init__(self, text: str, caps: Caps, location: str | None, documents: list[Document]) -> None:
        self.documents = documents
        self.opened: list[Span] = []
        self._text = text
        self._caps = caps
        self._location = location

    def jobs(self, document: Document, wanted: Candidates, depth: int = 0) -> Iterator[Job]:
        """The jobs of a document, and of what is inside it."""
        found = [job for dialect in wanted.dialects for job in dialect.jobs(document)]
        if not found and wanted.forced and depth == 0:
            found = _forced(document, wanted.dialects[0])
        if self._location is not None:
            for job in found:
                job.assume_location(self._location)
        yield from found
        if depth < _DEEPEST:
            for carrier in wanted.carriers:
                for inside in carrier.find(document.root, self._text):
                    yield from self._inside(inside, depth)

    def _inside(self, inside: Inside, depth: int) -> Iterator[Job]:
        inner, candidates = _opened(inside, self._caps)
        if inner and isinstance(inside.found, Embedded):  # a tree is part of its document already
            self.documents += inner
            self.opened.append(inside.found.span(0, len(inside.found.text)))
        for each in inner:
            for job in self.jobs(each, candidates, depth + 1):
                if inside.name:
                    _call(job, inside)
                yield job


def _call(job: Job, inside: Inside) -> None:
    """Let a job go by what holds it, unless it has an address of its own."""
    if inside.is_title and not job.address.is_set:
        title = job.title
        title.value, title.text, title.is_set = inside.name, inside.name, True
    job.assume_address(inside.name)


def _forced(document: Document, dialect: Dialect) -> list[Job]:
    """What a document holds as jobs of a dialect, whatever it looks like: where the form is a message of an API."""
    if not dialect.table.schema or dialect.table.message:
        return []
    root = document.root
    return [dialect.job(item, document) for item in (root.items if isinstance(root, Sequence) else [root])]


def _opened(inside: Inside, caps: Caps) -> tuple[list[Document], Candidates]:
    """The documents of what stands inside a file, at their places in the file, and what may have a job in them.

    A text that can't be read holds no job: nobody said that it is meant to.
    """
    kind, found, sent = inside[:3]
    if isinstance(found, Embedded):
        candidates = read_by(kind, found.text.encode("utf-8", "replace"))
        read_here = () if candidates.is_empty else read(found.text, kind, caps).documents
        documents = [moved(document, found) for document in read_here]
    else:
        candidates, documents = of_kind(kind), [Document(found, 0)]
    if sent:
        candidates = candidates._replace(dialects=tuple(map(_sent, candidates.dialects)))
    return documents, candidates
