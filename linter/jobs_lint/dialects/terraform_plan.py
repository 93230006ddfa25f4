"""The JSON that `terraform show -json` makes of a plan or a state: the jobs that there will be, or are.

A resource's attributes are as Terraform has them, each block a list. What Terraform can't know before it has applied
the plan is unknown, and so is what is marked as sensitive.
Source: https://developer.hashicorp.com/terraform/internals/json-format
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.dialects._terraform import ADDRESS, RESOURCE, SCHEDULER, WORKFLOW, addressed, table
from jobs_lint.dialects.base import Carrier, Dialect, Inside
from jobs_lint.model.cloud_run import CloudRunJob
from jobs_lint.model.table import later
from jobs_lint.read.embedded import Embedded, Piece
from jobs_lint.read.tree import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = frozenset({"json", "yaml"})
_PROOF = b"terraform_version"


def _find(root: Node) -> Iterator[Mapping]:
    from jobs_lint.dialects._terraform_values import resources  # most runs meet no plan

    for resource in resources(root, RESOURCE):
        place = resource.node.pairs[0].key.span
        yield addressed(resource.node, place, resource.address, resource.values.pairs)


def _inside(root: Node, _: str) -> Iterator[Inside]:
    """The bodies that schedulers send, which are in base64, and the sources of workflows."""
    from jobs_lint.dialects._terraform_values import resources

    for resource in resources(root, SCHEDULER, WORKFLOW):
        source = resource.values.get("source_contents")
        if isinstance(source, Scalar) and source.text:
            yield Inside("yaml", _whole(source, source.text), name=resource.address.text, is_title=True)
        targets = resource.values.get("http_target")
        for target in targets.items if isinstance(targets, Sequence) else ():
            body = target.get("body") if isinstance(target, Mapping) else None
            text = _decoded(body.text) if isinstance(body, Scalar) else ""
            if body is not None and text[:1] == "{":
                yield Inside("json", _whole(body, text), sent=True, name=resource.address.text, is_title=True)


def _whole(node: Node, text: str) -> Embedded:
    """A text that stands in a value as a whole: no character of it has a place of its own."""
    return Embedded(text, (Piece(0, node.start, node.end),))


def _decoded(text: str) -> str:
    """What a text in base64 holds; nothing where it isn't one, or holds no text."""
    from base64 import b64decode

    try:
        return b64decode(text, validate=True).decode().strip()
    except ValueError:  # of binascii, and of what isn't UTF-8
        return ""


DIALECT = Dialect(
    name="terraform-plan",
    model=CloudRunJob,
    kinds=_KINDS,
    tells=((RESOURCE.encode(), _PROOF),),
    find=_find,
    table=later(lambda: table(listed=True).changed(title=ADDRESS)),
)

CARRIER = Carrier(_KINDS, ((SCHEDULER.encode(), _PROOF), (WORKFLOW.encode(), _PROOF)), _inside)
