"""What editors shall offer where the field trees know only texts: the keys of some maps, and usual values.

A map's other keys stay allowed, and so do other values: what is offered here is known, and the rest may be newer. Only
an annotation of Cloud Run at the level where it has no effect is refused.
"""

from __future__ import annotations

from typing import Any

from jobs_lint.schema.annotations import EXECUTION, JOB, LEVELS, PATHS, PREFIX, VALUES

Json = dict[str, Any]

_LEVELS_OF = {"ObjectMeta": JOB, "ExecutionObjectMeta": EXECUTION}
_WRITTEN_BY_SERVICE = frozenset(
    PREFIX + name for name in ("creator", "creatorEmail", "lastModifier", "lastModifierEmail", "operation-id")
)
_AMOUNTS: dict[str, Json] = {
    "cpu": {"description": "CPUs, or thousandths of one with an m", "examples": ["1", "2", "4", "8", "1000m"]},
    "memory": {"description": "Bytes, mostly with Mi or Gi", "examples": ["512Mi", "1Gi", "2Gi", "4Gi", "16Gi"]},
}
_GPUS: Json = {"description": "GPUs of the type that the node selector names", "examples": ["1"]}


def entries_of(schema: str, message: str, field: str, text: Json) -> Json:
    """The `properties` of a map: its known keys, each with what holds for any text in it (`text`)."""
    if field in ("limits", "requests") and message == "ResourceRequirements":
        amounts = _AMOUNTS if field == "requests" else {**_AMOUNTS, "nvidia.com/gpu": _GPUS}
        return {key: {**text, **more} for key, more in amounts.items()}
    if schema != "cloud-run-v1":
        return {}
    if field == "nodeSelector":
        return {f"{PREFIX}accelerator": {**text, "examples": _gpu_types()}}
    if field == "annotations" and message in _LEVELS_OF:
        return {key: _annotation(key, _LEVELS_OF[message], text) for key in LEVELS if key not in _WRITTEN_BY_SERVICE}
    return {}


def examples_of(schema: str, message: str, field: str) -> list[str]:
    """Usual values of a field."""
    if (message, field) == ("NodeSelector", "accelerator"):
        return _gpu_types()
    return ["COLLOCATED"] if (schema, message, field) == ("batch", "PlacementPolicy", "collocation") else []


def _annotation(key: str, here: str, text: Json) -> Json:
    levels = LEVELS[key]
    if here not in levels:
        right = PATHS[next(iter(levels))]
        # Not `false`, for which editors have no words of ours; `doNotSuggest` keeps it out of completion.
        return {"type": "null", "errorMessage": f"{key} has no effect here; move it to {right}", "doNotSuggest": True}
    return {**text, "examples": list(VALUES[key])} if key in VALUES else text


def _gpu_types() -> list[str]:
    from jobs_lint.machines.lists import cloud_run_gpus

    return list(cloud_run_gpus())
