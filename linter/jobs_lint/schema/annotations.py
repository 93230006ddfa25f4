"""The annotations of a Knative-style Cloud Run job, and at which level each has an effect.

Source: https://docs.cloud.google.com/run/docs/reference/rest/v1/ObjectMeta
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PREFIX = "run.googleapis.com/"
_KNATIVE = "autoscaling.knative.dev/"

JOB = "job"
EXECUTION = "execution"
PATHS = {JOB: "metadata.annotations", EXECUTION: "spec.template.metadata.annotations"}

SYSTEM = ("run.googleapis.com/", "cloud.googleapis.com/", "serving.knative.dev/", "autoscaling.knative.dev/")
"""What the REST API v2 refuses at the start of a label's or an annotation's key: there it has fields for these."""

_BOTH = frozenset({JOB, EXECUTION})


def _named(names: str, levels: Iterable[str]) -> dict[str, frozenset[str]]:
    return {PREFIX + name: frozenset(levels) for name in names.split()}


LEVELS: dict[str, frozenset[str]] = {
    **_named("launch-stage binary-authorization-breakglass", {JOB}),
    **_named("binary-authorization client-name client-version", _BOTH),
    **_named(
        "cloudsql-instances encryption-key execution-environment network-interfaces secrets vpc-access-connector "
        "vpc-access-egress container-dependencies gpu-zonal-redundancy-disabled",
        {EXECUTION},
    ),
    # What the service or gcloud writes by itself, and exports have.
    **_named("creator lastModifier operation-id creatorEmail lastModifierEmail", _BOTH),
}
"""All annotations of a job by their full names, with the levels at which each has an effect."""

OF_A_SERVICE = frozenset(
    {
        *_named(
            "minScale maxScale scalingMode manualInstanceCount cpu-throttling startup-cpu-boost sessionAffinity "
            "ingress ingress-status custom-audiences default-url-disabled invoker-iam-disabled iap-enabled "
            "gc-traffic-tags health-check-disabled base-images description secure-session-agent "
            "encryption-key-shutdown-hours post-key-revocation-action-type",
            (),
        ),
        _KNATIVE + "minScale",
        _KNATIVE + "maxScale",
    }
)
"""The annotations that only services and their revisions have."""

_ALSO_CALLED = {
    "vpc-connector": "vpc-access-connector",
    "vpc-egress": "vpc-access-egress",
    "client": "client-name",
    "cloudsql": "cloudsql-instances",
    "kms-key": "encryption-key",
}
"""What the flags of gcloud, and people, call some of them."""

VALUES: dict[str, tuple[str, ...]] = {
    PREFIX + "execution-environment": ("gen1", "gen2"),
    PREFIX + "vpc-access-egress": ("all-traffic", "private-ranges-only", "all"),
    PREFIX + "launch-stage": ("EARLY_ACCESS", "ALPHA", "BETA", "GA", "DEPRECATED", "UNIMPLEMENTED", "PRELAUNCH"),
}
"""The values of annotations that are one of a few names."""

_ACCELERATOR = PREFIX + "accelerator"
_ACCELERATORS = ("accelerator", "cloud.google.com/gke-accelerator")
_BUILD = PREFIX + "build-"


def is_of_a_service(key: str) -> bool:
    """Whether only a Cloud Run service has an annotation."""
    return key in OF_A_SERVICE or key.startswith((_BUILD, _KNATIVE)) or _bare(key) in _bare_names()


def _bare(key: str) -> str:
    return key.replace("-", "").lower()


@cache
def _bare_names() -> frozenset[str]:
    """The annotations of services without case and hyphens, but for those that a job has too."""
    return frozenset(map(_bare, OF_A_SERVICE)) - frozenset(map(_bare, LEVELS))


def meant(key: str) -> str | None:
    """The annotation of a job that a misspelled key of the same prefix is meant to be."""
    from jobs_lint.schema.nearest import bare, nearest  # few jobs have a misspelled one

    name = key[len(PREFIX) :]
    if name in _ALSO_CALLED:
        return PREFIX + _ALSO_CALLED[name]
    names = {known[len(PREFIX) :]: known for known in LEVELS}
    same = [known for known in names if bare(known) == bare(name)]
    found = same[0] if same else nearest(name, names)
    return names[found] if found is not None else None


def mistake(key: str, holder: str, message: str, schema: str, prefix: str = "") -> tuple[str, str] | None:
    """What is wrong with a key of labels or annotations (`holder`) of a message: the kind of mistake and the words.

    `prefix` is what stands before the job's own fields in a path.
    """
    if schema == "cloud-run-v2":
        if not key.startswith(SYSTEM):
            return None
        what = "label" if holder == "labels" else "annotation"
        return "system-key-refused", f'the {what} "{key}" is refused: it is the service\'s own; {_field_for(key)}'
    levels = LEVELS.get(key)
    if levels is not None:
        here = JOB if message == "ObjectMeta" else EXECUTION
        if here in levels:
            return None
        wrong, right = prefix + PATHS[here], prefix + PATHS[next(iter(levels))]
        return "annotation-at-wrong-level", f'"{key}" has no effect in "{wrong}"; move it to "{right}"'
    if is_of_a_service(key):
        return "annotation-of-a-service", f'"{key}" is for Cloud Run services, and a job has nothing like it; delete it'
    if not key.startswith(PREFIX):
        return None
    name = meant(key)
    if name is not None:
        return "misspelled-annotation", f'"{key}" is no annotation of a job; write "{name}"'
    return (
        "unknown-annotation",
        f'"{key}" is not among the annotations of a job that are known; delete it, or correct its name',
    )


def wrong_selector(key: str) -> tuple[str, str] | None:
    """What is wrong with a key of a node selector, which has one key that counts."""
    if key not in _ACCELERATORS:
        return None
    whose = "Kubernetes'" if "/" in key else "the REST API v2's"
    return "field-of-another-form", f'"{key}" is {whose} key of a node selector; write "{_ACCELERATOR}"'


_FIELDS = {
    "launch-stage": "launchStage",
    "binary-authorization": "binaryAuthorization",
    "client-name": "client",
    "client-version": "clientVersion",
    "cloudsql-instances": "template.template.volumes[].cloudSqlInstance",
    "encryption-key": "template.template.encryptionKey",
    "execution-environment": "template.template.executionEnvironment",
    "network-interfaces": "template.template.vpcAccess.networkInterfaces",
    "vpc-access-connector": "template.template.vpcAccess.connector",
    "vpc-access-egress": "template.template.vpcAccess.egress",
    "container-dependencies": "template.template.containers[].dependsOn",
    "gpu-zonal-redundancy-disabled": "template.template.gpuZonalRedundancyDisabled",
}
"""The fields of the REST API v2 that stand for annotations of the YAML."""


def _field_for(key: str) -> str:
    field = _FIELDS.get(key.removeprefix(PREFIX))
    return f'write the field "{field}"' if field else "delete it"
