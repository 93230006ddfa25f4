"""Which limits bound which fields of the field trees, for JSON Schema: data only.

A row is (message, field, ids of limits without their service); a field behind a dot is one of the message that stands
in the first. What depends on other fields (a GPU, the disk's type) and what is a preview's isn't here: the rules know.
"""

from typing import Final

Row = tuple[str, str, str]

_TASK_COUNT = "task-count task-count-min task-count-default"
_RETRIES = "max-retries max-retries-min max-retries-default"
_TIMEOUT = "task-timeout task-timeout-min task-timeout-default"
_CONTAINER: Final[tuple[Row, ...]] = (
    ("Container", "args", "arguments-per-container"),
    ("Container", "command", "arguments-per-container"),
    ("Container", "env", "env-vars-per-container"),
    ("Container", "name", "container-name-length"),
    ("Container", "ports", "ports-per-container"),
    ("Container", "startupProbe.initialDelaySeconds", "startup-probe-initial-delay startup-probe-initial-delay-min"),
    ("Container", "startupProbe.periodSeconds", "startup-probe-period startup-probe-period-min"),
    ("Container", "startupProbe.timeoutSeconds", "startup-probe-timeout startup-probe-timeout-min"),
    ("Container", "startupProbe.failureThreshold", "startup-probe-failures-min"),
    ("EnvVar", "name", "env-var-name-length"),
    ("SecretVolumeSource", "defaultMode", "secret-file-mode"),
)

SERVICES: Final = {"cloud-run-v1": "cloud-run", "cloud-run-v2": "cloud-run", "batch": "batch"}

ROWS: Final[dict[str, tuple[Row, ...]]] = {
    "cloud-run-v1": (
        ("ObjectMeta", "name", "job-name-length"),
        ("ObjectMeta", "labels", "labels-per-resource label-value-length"),
        ("ExecutionObjectMeta", "labels", "labels-per-resource label-value-length"),
        ("ExecutionSpec", "taskCount", _TASK_COUNT),
        ("ExecutionSpec", "parallelism", "parallelism-min"),
        ("TaskSpec", "containers", "containers-per-task containers-per-task-min"),
        ("TaskSpec", "maxRetries", _RETRIES),
        ("TaskSpec", "timeoutSeconds", _TIMEOUT),
        ("KeyToPath", "mode", "secret-file-mode"),
        *_CONTAINER,
    ),
    "cloud-run-v2": (
        ("Job", "labels", "labels-per-resource label-value-length"),
        ("ExecutionTemplate", "labels", "labels-per-resource label-value-length"),
        ("ExecutionTemplate", "taskCount", _TASK_COUNT),
        ("ExecutionTemplate", "parallelism", "parallelism-min"),
        ("TaskTemplate", "containers", "containers-per-task containers-per-task-min"),
        ("TaskTemplate", "maxRetries", _RETRIES),
        ("TaskTemplate", "timeout", _TIMEOUT),
        ("VpcAccess", "networkInterfaces", "network-interfaces"),
        ("Container", "dependsOn", "container-dependencies"),
        ("VersionToPath", "mode", "secret-file-mode"),
        *_CONTAINER,
    ),
    "batch": (
        ("Job", "labels", "labels-per-resource label-value-length"),
        ("Job", "priority", "priority priority-min"),
        ("Job", "taskGroups", "task-groups task-groups-min"),
        ("TaskGroup", "taskCount", _TASK_COUNT),
        ("TaskGroup", "parallelism", "parallelism parallelism-min"),
        ("TaskGroup", "taskCountPerNode", "tasks-per-vm tasks-per-vm-min"),
        ("TaskGroup", "taskEnvironments", "task-environments"),
        ("TaskSpec", "runnables", "runnables-min"),
        ("TaskSpec", "maxRetryCount", "max-retry-count max-retry-count-min"),
        ("TaskSpec", "maxRunDuration", "max-run-duration"),
        ("TaskSpec", "lifecyclePolicies", "lifecycle-policies"),
        ("AllocationPolicy", "instances", "instance-policies"),
        ("AllocationPolicy", "labels", "labels-per-resource label-value-length"),
    ),
}
