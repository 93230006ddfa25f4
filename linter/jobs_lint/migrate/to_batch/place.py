"""Where the job runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.machines import region_of
from jobs_lint.migrate.names import NO_REGION, carried
from jobs_lint.migrate.to_batch.going import ALLOCATION, written

if TYPE_CHECKING:
    from jobs_lint.migrate.to_batch.going import Going

_ALLOWED = (*ALLOCATION, "location", "allowedLocations", 0)


def find_region(going: Going) -> None:
    """Find out in which region the job is to run. The file's counts, unless it isn't known there, or Batch isn't there
    and another is given."""
    job, given = going.job, going.context.location
    own = job.location.value if isinstance(job.location.value, str) else ""
    own = own or ("" if given else written(job, job.location)) or NO_REGION
    is_stuck = _has_batch(going, own) is False and given and _has_batch(going, given) is not False
    going.region = region_of(given) if given and (own == NO_REGION or is_stuck) else own


def _has_batch(going: Going, region: str) -> bool | None:
    """Whether Batch is in a region; None where that isn't known."""
    machines = going.context.machines
    return region_of(region) in machines.batch_regions if machines.knows_region(region) else None


def put_place(going: Going) -> None:
    """Say where the VMs may be: in the region of the job, which is said to gcloud beside the config."""
    draft, location, region = going.draft, going.job.location, going.region
    value = f"regions/{region}"
    if region == NO_REGION:
        draft.need(
            "the file doesn't say in which region the job is: write it in the command, or give --location; Batch then "
            "makes the VMs there"
        )
    elif not location.is_written:
        draft.assume(_ALLOWED, value, "the region that was given")
    elif location.is_known and location.value != region:
        draft.change(location, _ALLOWED, value, f"Batch isn't in {location.value}, so it is the region that was given")
    elif location.is_unknown and value != f"regions/{written(going.job, location)}":
        draft.change(location, _ALLOWED, value, f"{carried(location)} isn't known here, so it is the region given")
    else:
        draft.keep(location, _ALLOWED, value)
    if _has_batch(going, region) is False:
        note = f"Batch isn't in {region}; give --location with one of its {len(going.context.machines.batch_regions)}"
        draft.block(location, f"{note} regions")
