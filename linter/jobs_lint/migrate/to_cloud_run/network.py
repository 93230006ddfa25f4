"""Which network the tasks reach, and how they reach all else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from jobs_lint.limits import human_count
from jobs_lint.migrate.names import carried, whole
from jobs_lint.migrate.to_cloud_run.coming import ANNOTATIONS, GOOGLE
from jobs_lint.migrate.to_cloud_run.there import is_there, is_unseen

if TYPE_CHECKING:
    from jobs_lint.migrate.to_cloud_run.coming import Coming
    from jobs_lint.model.parts import NetworkInterface
    from jobs_lint.model.setting import Setting

_INTERFACES: Final = (*ANNOTATIONS, f"{GOOGLE}network-interfaces")
_EGRESS: Final = (*ANNOTATIONS, f"{GOOGLE}vpc-access-egress")
_ALL: Final = "all-traffic"
_PRIVATE: Final = "private-ranges-only"
_RDMA: Final = frozenset({"IRDMA", "MRDMA", "2", "3"})
_DEFAULT: Final = "default"


def put_network(coming: Coming) -> None:
    """The network of the VMs, as one that the tasks reach by Direct VPC."""
    job, draft = coming.job, coming.draft
    interfaces = job.network_interfaces
    for interface in interfaces:
        if interface.nic_type.value in _RDMA:
            draft.block(
                interface.nic_type, f"{interface.nic_type.text} is an interface for RDMA, and Cloud Run has none"
            )
        elif is_there(interface.nic_type):
            draft.lose(interface.nic_type, "Cloud Run has one kind of interface")
    if not interfaces:
        if interfaces.is_unknown and not coming.is_partial:
            draft.need(f"the file doesn't show its network: write it into the annotation {_INTERFACES[-1]}")
        _put_default(coming)
        return
    most = coming.limits.cloud_run.network_interfaces
    for other in interfaces[most.amount :]:
        count = human_count(len(interfaces))
        draft.block(other, f"{count} network interfaces are over the limit of {most.describe()} of a task on Cloud Run")
    _put_interface(coming, interfaces[0])


def _put_interface(coming: Coming, interface: NetworkInterface) -> None:
    job, draft = coming.job, coming.draft
    found: dict[str, Any] = {}
    for setting, key in ((interface.network, "network"), (interface.subnetwork, "subnetwork")):
        if is_there(setting):
            found[key] = _short(coming, setting)
    external = interface.no_external_ip
    if not found:
        draft.leave_out(interface, "an interface without a network is the default one")
        _put_default(coming)
        return
    tags = [carried(tag.value) for tag in job.network_tags]
    if tags:
        found["tags"] = tags
    text = json.dumps([found], separators=(",", ":"), ensure_ascii=False)
    settings = [each for each in (interface.network, interface.subnetwork) if is_there(each)]
    draft.keep(settings[0], _INTERFACES, text)
    for each in settings[1:]:
        draft.keep(each, _INTERFACES, text)
    if tags:
        draft.keep(whole(job.network_tags), _INTERFACES, text)
    if is_unseen(external):
        draft.assume(_EGRESS, _PRIVATE, f"{external.key} isn't known: where it is true, write {_ALL}")
        draft.leave_out(external, "it decides about the annotation vpc-access-egress")
    elif external.value:
        draft.change(external, _EGRESS, _ALL, "the tasks reach all else through the network too")
        draft.need("the network needs Cloud NAT for what isn't Google's: all traffic goes through it", path=_EGRESS)
    elif is_there(external):
        draft.change(external, _EGRESS, _PRIVATE, "the tasks reach the internet without the network")
    else:
        draft.assume(_EGRESS, _PRIVATE, "the VMs have external addresses, so only what is private is in the network")
    draft.need("the subnetwork needs free addresses, one for each task and some more: /26 or larger", path=_INTERFACES)


def _put_default(coming: Coming) -> None:
    """Without a network of its own a VM is in the default one, and a task of Cloud Run is in none."""
    job, draft = coming.job, coming.draft
    if coming.mounts_nfs:
        found = {"network": _DEFAULT, "subnetwork": _DEFAULT}
        if job.network_tags:
            tagged = {**found, "tags": [carried(tag.value) for tag in job.network_tags]}
            text = json.dumps([tagged], separators=(",", ":"), ensure_ascii=False)
            draft.keep(whole(job.network_tags), _INTERFACES, text)
        else:
            text = json.dumps([found], separators=(",", ":"))
        note = "the VMs are in the default network, by which they reach the file server; tasks have to be told to be"
        draft.assume(_INTERFACES, text, note)
        draft.assume(_EGRESS, _PRIVATE, "only what is private is in the network")
    elif job.network_tags:
        draft.lose(
            whole(job.network_tags),
            "the job names no network, and tags are for the firewall of one: where the tasks need the network "
            f'"{_DEFAULT}", write the annotation {_INTERFACES[-1]}',
        )


def _short(coming: Coming, setting: Setting[str]) -> str:
    """A network by its name alone where it is one of the job's own project, else by its whole path."""
    text = carried(setting)
    head, _, path = text.rpartition("/projects/")
    if head:
        text = f"projects/{path}"
    words = text.split("/")
    if words[0] != "projects" or words[1:2] == [coming.project]:
        return words[-1]
    return text
