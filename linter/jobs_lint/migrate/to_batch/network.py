"""The network of the VMs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jobs_lint.migrate.names import carried, dns_label
from jobs_lint.migrate.to_batch.going import ALLOCATION, is_said, seen
from jobs_lint.model.placeholder import has_mark

if TYPE_CHECKING:
    from jobs_lint.migrate.to_batch.going import Going

_INTERFACE: Final = (*ALLOCATION, "network", "networkInterfaces", 0)
_ALL: Final = frozenset({"all", "all-traffic", "ALL_TRAFFIC", "1"})
_NOTE: Final = "the full name, which Batch asks for"
_NAT: Final = "have Cloud NAT and Private Google Access on the subnetwork, or VMs reach neither images nor APIs"
_NO_ADDRESS: Final = (*_INTERFACE, "noExternalIpAddress")


def put_network(going: Going) -> None:
    """Write the interface of the VMs, whether they have an external address, and the tags."""
    job, draft = going.job, going.draft
    interfaces = seen(job.network_interfaces)
    if job.network_interfaces.is_unknown and not going.is_partial:
        draft.need("write the network of the job, which isn't seen here", None, _INTERFACE)
    for number, interface in enumerate(interfaces):
        if number:
            draft.lose(interface, "Cloud Run has one network interface; this is another one")
            continue
        for setting, key, where in (
            (interface.network, "network", "global/networks"),
            (interface.subnetwork, "subnetwork", f"regions/{going.region}/subnetworks"),
        ):
            text = carried(setting) if is_said(interface, key) else ""
            if text:
                value = text if "/" in text else f"projects/{going.the_project()}/{where}/{text}"
                draft.change(setting, (*_INTERFACE, key), value, _NOTE) if value != text else draft.keep(
                    setting, (*_INTERFACE, key), value
                )
        if not is_said(interface, "network"):
            draft.need("write the network that the subnetwork is in", interface, (*_INTERFACE, "network"))
    _put_egress(going, has_interface=bool(interfaces))
    tags = [tag for interface in interfaces[:1] for tag in interface.tags] or list(job.network_tags)
    kept = 0
    for tag in tags:
        text = carried(tag.value)
        if has_mark(text) or (text[:1].islower() and text == dns_label(text, len(text))):
            draft.keep(tag, (*ALLOCATION, "tags", kept), text)
            kept += 1
        else:
            draft.lose(tag, "a tag has small letters, digits and hyphens, and starts with a letter")


def _put_egress(going: Going, has_interface: bool) -> None:
    job, draft = going.job, going.draft
    connector, egress = job.vpc_connector, job.vpc_egress
    if is_said(job, "vpc_connector"):
        name = carried(connector)
        draft.lose(
            connector,
            f"Batch has no connectors: write the network behind {name} as network and subnetwork (gcloud compute "
            "networks vpc-access connectors describe says which)",
        )
    if not is_said(job, "vpc_egress"):
        if has_interface and not egress.is_unknown:
            draft.leave_out(seen(job.network_interfaces)[0], "VMs keep an external address beside the network's own")
    elif not has_interface:
        everything = egress.value in _ALL
        more = f"; set noExternalIpAddress there, and {_NAT}" if everything else "; VMs keep an external address"
        draft.lose(egress, f"it goes with the network, which isn't known here{more}")
    elif egress.is_unknown:
        draft.need("set noExternalIpAddress where all traffic goes through the network", egress, _INTERFACE)
    elif egress.value in _ALL:
        draft.change(egress, _NO_ADDRESS, True, "without an external address all traffic goes through the network")
        draft.need(_NAT, egress, _NO_ADDRESS)
    else:
        draft.leave_out(egress, "VMs keep an external address, by which they reach what isn't private")
