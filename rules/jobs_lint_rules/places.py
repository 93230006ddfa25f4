"""Where a job is, and where a Batch job's VMs may be, as `allowedLocations` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import NamedTuple

if TYPE_CHECKING:
    from jobs_lint.api import BatchJob, Job, Setting

_REGIONS, _ZONES = "regions/", "zones/"


class Place(NamedTuple):
    """A location as Batch has it: its region, and the zone, which is empty for the region as a whole."""

    region: str
    zone: str


def _is_region(name: str) -> bool:
    """Whether a text looks like a region's name: two words, the second of which ends in a digit."""
    area, _, rest = name.partition("-")
    return name.isascii() and area.isalpha() and name == name.lower() and rest.isalnum() and rest[-1:].isdigit()


def zone_or_region(name: str) -> Place | None:
    """A zone's or region's bare name; None where it looks like neither."""
    if _is_region(name):
        return Place(name, "")
    region, _, zone = name.rpartition("-")  # `b`, or `ai1a` of zones for AI
    return Place(region, name) if _is_region(region) and zone.isalnum() and zone[0].isalpha() else None


def place_of(location: Setting[str]) -> Place | None:
    """An entry of `allowedLocations`; None where it isn't known or not as it may be."""
    text = location.value
    if not location.is_set or not isinstance(text, str):
        return None
    if text.startswith(_REGIONS):
        place = zone_or_region(text.removeprefix(_REGIONS))
        return place if place is not None and not place.zone else None
    if text.startswith(_ZONES):
        place = zone_or_region(text.removeprefix(_ZONES))
        return place if place is not None and place.zone else None
    return None


def region_of_vms(job: BatchJob) -> str:
    """The region in which the job's VMs are, by its locations and else by where the job is; empty if nobody knows."""
    if job.allowed_locations.is_unknown or any(each.value.is_unknown for each in job.allowed_locations):
        return ""
    if not len(job.allowed_locations):
        return job.region.value if job.region.is_set and isinstance(job.region.value, str) else ""
    places = [place_of(location.value) for location in job.allowed_locations]
    found = {place.region if place is not None else "" for place in places}
    return found.pop() if len(found) == 1 else ""


def location_of(job: Job) -> str | None:
    """The region or zone of a job, where it is known."""
    location = job.location.value
    return location if isinstance(location, str) else None


def region_name(place: str) -> str:
    """The region of a place, as messages name it."""
    from jobs_lint.api import region_of

    return region_of(place)
