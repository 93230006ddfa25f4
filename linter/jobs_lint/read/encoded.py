"""A text that a function makes of a value: to the field it is given to it is a text, to who looks inside a tree."""

from jobs_lint.read.tree import Node, Opaque
from jobs_lint.span import Span


class Encoded(Opaque):
    """A call such as `jsonencode({...})`, or `base64encode` of one.

    `kind` is `json` or `yaml`, what the value is written as; `value` is the tree that is encoded, a mapping or a
    sequence, in which what isn't a literal is opaque. It is opaque itself: no rule about texts or mappings fits it.
    """

    __slots__ = ("kind", "value")

    def __init__(self, start: int, end: int, text: str, kind: str, value: Node, anchor: Span | None = None) -> None:
        super().__init__(start, end, text, anchor)
        self.kind = kind
        self.value = value
