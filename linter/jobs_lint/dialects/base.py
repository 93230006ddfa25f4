"""What a dialect is: how its files are told from others, where jobs stand in a tree, and the table of their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jobs_lint.model.job import new
from jobs_lint.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jobs_lint.model.job import Job
    from jobs_lint.model.table import Table
    from jobs_lint.read.tree import Document, Mapping, Node


class Dialect(NamedTuple):
    """A form in which jobs are written.

    `kinds` are the kinds of file it reads (`yaml`, `json`). `tells` are its certain tell-tales: a file is a candidate
    where it holds all the bytes of one of them. `find` gives the jobs of one document.
    """

    name: str
    model: type[Job]
    kinds: frozenset[str]
    tells: tuple[tuple[bytes, ...], ...]
    find: Callable[[Node], Iterator[Mapping]]
    table: Table

    def told_by(self, data: bytes) -> bool:
        """Whether a file's bytes hold a certain tell-tale."""
        for tells in self.tells:  # plain loops: this is most of what is done to a file without a job
            for tell in tells:
                if tell not in data:
                    break
            else:
                return True
        return False

    def jobs(self, document: Document) -> Iterator[Job]:
        """The jobs of one document, in order."""
        for node in self.find(document.root):
            place = node.pairs[0].key.span if node.pairs else Span(node.start, node.end)
            yield new(self.model, self.name, document.has_aliases, node, place, "", self.table)
