"""Terraform's configuration: the resources that are jobs, and the texts and values in which others carry some.

Source: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloud_run_v2_job
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from jobs_lint.dialects._carriers import text_of
from jobs_lint.dialects._terraform import ADDRESS, RESOURCE, SCHEDULER, WORKFLOW, addressed, table
from jobs_lint.dialects.base import Carrier, Dialect, Inside
from jobs_lint.model.batch import BatchJob
from jobs_lint.model.cloud_run import CloudRunJob
from jobs_lint.model.table import RefusedKey, Table, later
from jobs_lint.read.embedded import EmbeddedScalar
from jobs_lint.read.encoded import Encoded
from jobs_lint.read.tree import Mapping, Node, Opaque, Pair, Scalar, Sequence
from jobs_lint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.model.job import Job

_KINDS = frozenset({"hcl", "tf-json"})
_GOOGLE = ("google", "google-beta")

_NO_BATCH = (
    'Google\'s provider has no resource "google_batch_job", nor any other for Batch; let a '
    f'"{SCHEDULER}" or a "{WORKFLOW}" call Batch\'s API, or submit the job with gcloud batch jobs submit --config'
)
_NO_RUN = f'Google\'s provider has no resource "google_cloud_run_job"; a Cloud Run job is a "{RESOURCE}"'
NO_SUCH: dict[str, tuple[type[Job], str]] = {
    "google_cloud_run_job": (CloudRunJob, _NO_RUN),
    "google_batch_job": (BatchJob, _NO_BATCH),
}
"""Resources that people write and no provider of Google's has: what they are meant for, and what to say of them."""


class Block(NamedTuple):
    """A `resource` block: its two labels and its body."""

    node: Mapping
    type: Scalar
    name: Scalar
    body: Mapping

    @property
    def address(self) -> Scalar:
        """What Terraform calls the resource, at the place of its labels."""
        return Scalar(self.type.start, self.name.end, f"{self.type.text}.{self.name.text}", '"')


def blocks(root: Node, *types: str) -> Iterator[Block]:
    """The resources of some types in a configuration; all of them where none is named."""
    for node in root.items if isinstance(root, Sequence) else ():
        if not isinstance(node, Mapping) or text_of(node, "@block") != "resource":
            continue
        labels, body = node.get("@labels"), node.get("@body")
        names = labels.items if isinstance(labels, Sequence) else []
        if len(names) != 2 or not isinstance(body, Mapping):
            continue
        kind, name = names
        if isinstance(kind, Scalar) and isinstance(name, Scalar) and (not types or kind.text in types):
            yield Block(node, kind, name, body)


def _jobs(root: Node) -> Iterator[Mapping]:
    for block in blocks(root, RESOURCE):
        address = block.address
        yield addressed(block.node, address.span, address, block.body.pairs)


def _no_such(root: Node, kind: str) -> Iterator[Mapping]:
    """The resources of a type that doesn't exist, unless another provider than Google's is named, which may have it.

    Nothing in their bodies is looked at: nobody knows what it would mean.
    """
    for block in blocks(root, kind):
        provider = block.body.get("provider")
        name = getattr(provider, "text", "")
        if provider is None or name.partition(".")[0] in _GOOGLE:
            key = block.type
            unknown = Opaque(block.body.start, block.body.end, "")
            yield addressed(block.node, key.span, block.address, [Pair(key, unknown)])


def _dialect(kind: str, listed: bool) -> Dialect:
    return Dialect(
        name="terraform",
        model=CloudRunJob,
        kinds=frozenset({kind}),
        tells=((RESOURCE.encode(),),),
        find=_jobs,
        table=later(partial(table, listed)),
    )


def _refusal(kind: str, model: type[Job], message: str) -> Dialect:
    refused = RefusedKey("", alone=message, both="", kind="no-such-resource")
    return Dialect(
        name="terraform",
        model=model,
        kinds=_KINDS,
        tells=((kind.encode(),),),
        find=partial(_no_such, kind=kind),
        table=Table(partial=True, refused_keys={kind: refused}, address=ADDRESS),
    )


DIALECTS = (
    _dialect("hcl", listed=False),
    _dialect("tf-json", listed=True),
    *(_refusal(kind, model, message) for kind, (model, message) in NO_SUCH.items()),
)


def _bodies(root: Node, _: str) -> Iterator[Inside]:
    """The bodies that schedulers send, and the sources of workflows."""
    for block in blocks(root, SCHEDULER):
        for target in _several(block.body.get("http_target")):
            yield from _carried(target.get("body"), "json", block.address.text)
    for block in blocks(root, WORKFLOW):
        yield from _carried(block.body.get("source_contents"), "yaml", block.address.text)


def _commands(root: Node, _: str) -> Iterator[Inside]:
    """The commands that resources have run on the machine of whoever applies them."""
    for block in blocks(root):
        for provisioner in _several(block.body.get("provisioner")):
            command = provisioner.get("command")
            if isinstance(command, EmbeddedScalar):
                yield Inside("shell", command.inside)


def _several(node: Node | None) -> Iterator[Mapping]:
    """The blocks of a name: one is itself, more are a list, and so may one be in JSON."""
    for each in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(each, Mapping):
            yield each


def _carried(node: Node | None, kind: str, name: str) -> Iterator[Inside]:
    """What a text is made of: a value that a function encodes, or the text itself."""
    if isinstance(node, Encoded):
        yield Inside(node.kind, node.value, sent=True, name=name)
    elif isinstance(node, EmbeddedScalar):
        yield Inside(kind, node.inside, sent=True, name=name)


CARRIERS = (
    Carrier(_KINDS, ((SCHEDULER.encode(),), (WORKFLOW.encode(),)), _bodies),
    Carrier(_KINDS, ((b"local-exec", b"gcloud"),), _commands),
)
