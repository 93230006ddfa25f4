"""Fields that people write in one form and that belong to another, each with what says the same in this one.

A row names the field, whose it is, and its counterpart: the path of a `field` of this form, an `annotation`, or `how`
to do without. `messages` are those in which the row holds, where it doesn't hold in all.
"""

from __future__ import annotations

from functools import cache

from jobs_lint.record import NamedTuple

_V1 = "a field of Cloud Run's Knative-style YAML"
_V2 = "a field of Cloud Run's REST API v2"
_TERRAFORM = "an argument of Terraform"
_BATCH = "a field of Batch"
_RUN = "a field of Cloud Run"
OF_A_SERVICE = "a field of a service"
_KUBERNETES = "a field of a Kubernetes Job"
_CRON = "a field of a Kubernetes CronJob"
_PREVIEW = "a field of Cloud Run's first preview"
_OTHERS = "a name of other systems"


class Foreign(NamedTuple):
    """A field of another form: whose it is, and what says the same here."""

    owner: str
    field: str = ""
    how: str = ""
    annotation: str = ""
    messages: tuple[str, ...] = ()
    scalar: bool = False
    """Whether the row is about one value alone: a mapping of that name is something else."""


def _each(names: str, row: Foreign) -> dict[str, Foreign]:
    """One row for several names, written with blanks between."""
    return dict.fromkeys(names.split(), row)


_T1 = "spec.template.spec.template.spec"
_C1 = f"{_T1}.containers[]"
_T2 = "template.template"
_C2 = f"{_T2}.containers[]"
_G = "taskGroups[]"
_S = f"{_G}.taskSpec"
_R = f"{_S}.runnables[]"
_P = "allocationPolicy.instances[].policy"

_NO_SUCH = "a job has nothing like it; delete it"
_SCALE = "a job runs as many tasks as it is told, and never scales; delete it"
_TRAFFIC = "a job serves no requests; delete it"
_SCHEDULE = "a job has no schedule of its own; let Cloud Scheduler run it"
_PLACED = "the service places tasks by itself; delete it"

_KUBERNETES_ONLY = {
    **_each(
        "ttlSecondsAfterFinished completionMode manualSelector selector podFailurePolicy successPolicy suspend "
        "backoffLimitPerIndex maxFailedIndexes podReplacementPolicy managedBy terminationGracePeriodSeconds "
        "dnsPolicy dnsConfig hostAliases hostNetwork hostPID hostIPC hostname subdomain shareProcessNamespace "
        "preemptionPolicy automountServiceAccountToken enableServiceLinks stdin stdinOnce tty lifecycle "
        "setHostnameAsFQDN readinessGates overhead",
        Foreign(_KUBERNETES, how=_NO_SUCH),
    ),
    **_each(
        "tolerations affinity schedulerName nodeName topologySpreadConstraints runtimeClassName priorityClassName",
        Foreign(_KUBERNETES, how=_PLACED),
    ),
    **_each(
        "schedule timeZone jobTemplate concurrencyPolicy startingDeadlineSeconds successfulJobsHistoryLimit "
        "failedJobsHistoryLimit",
        Foreign(_CRON, how=_SCHEDULE),
    ),
    "imagePullSecrets": Foreign(_KUBERNETES, how="delete it; images are pulled with the rights of the service"),
    "persistentVolumeClaim": Foreign(_KUBERNETES, how="delete it, and mount a bucket or an NFS share"),
    "hostPath": Foreign(_KUBERNETES, how="delete it, and mount a bucket or an NFS share"),
    "projected": Foreign(_KUBERNETES, how="delete it, and mount each secret as a volume of its own"),
    "downwardAPI": Foreign(_KUBERNETES, how=_NO_SUCH),
    "fieldRef": Foreign(_KUBERNETES, how=_NO_SUCH),
    "resourceFieldRef": Foreign(_KUBERNETES, how=_NO_SUCH),
}


def _kubernetes(
    tasks: str, retries: str, timeout: str, containers: str, account: str, seconds: str
) -> dict[str, Foreign]:
    """The fields of a Kubernetes Job that a job of either service has by another name."""
    return {
        **_KUBERNETES_ONLY,
        "completions": Foreign(_KUBERNETES, tasks),
        "backoffLimit": Foreign(_KUBERNETES, retries, "which counts for each task"),
        "activeDeadlineSeconds": Foreign(_KUBERNETES, timeout, f"{seconds}, for each attempt of a task"),
        "restartPolicy": Foreign(_KUBERNETES, retries, "where 0 stands for Never"),
        "initContainers": Foreign(_KUBERNETES, containers, "where the order is that of the list or of dependencies"),
        **({"serviceAccountName": Foreign(_KUBERNETES, account)} if account else {}),
    }


_SERVICE_ONLY = {
    **_each(
        "containerConcurrency maxInstanceRequestConcurrency traffic ingress sessionAffinity customAudiences "
        "invokerIamDisabled iapEnabled defaultUriDisabled healthCheckDisabled",
        Foreign(OF_A_SERVICE, how=_TRAFFIC),
    ),
    **_each(
        "minScale maxScale minInstances maxInstances minInstanceCount maxInstanceCount manualInstanceCount scaling",
        Foreign(OF_A_SERVICE, how=_SCALE),
    ),
}

_FROM_BATCH_ONLY = {
    **_each(
        "allocationPolicy provisioningModel machineType placement",
        Foreign(_BATCH, how="Cloud Run has no machines to choose; delete it, or give the job to Batch"),
    ),
    "logsPolicy": Foreign(_BATCH, how="Cloud Run always sends the logs to Cloud Logging; delete it"),
    "script": Foreign(_BATCH, how="Cloud Run runs images only; put the script into one"),
    "lifecyclePolicies": Foreign(_BATCH, how="Cloud Run retries whatever fails; delete it"),
}


def _from_batch(task: str, tasks: str, timeout: str, how: str) -> dict[str, Foreign]:
    container = f"{task}.containers[]"
    return {
        **_FROM_BATCH_ONLY,
        "taskGroups": Foreign(_BATCH, task),
        "taskSpec": Foreign(_BATCH, task),
        "maxRetryCount": Foreign(_BATCH, f"{task}.maxRetries"),
        "maxRunDuration": Foreign(_BATCH, timeout, how),
        "runnables": Foreign(_BATCH, f"{task}.containers"),
        "imageUri": Foreign(_BATCH, f"{container}.image"),
        "entrypoint": Foreign(_BATCH, f"{container}.command", "a list"),
        "commands": Foreign(_BATCH, f"{container}.args"),
        "computeResource": Foreign(_BATCH, f"{container}.resources.limits"),
        "cpuMilli": Foreign(_BATCH, f"{container}.resources.limits", 'with `cpu: "1"` for 1000 thousandths'),
        "memoryMib": Foreign(_BATCH, f"{container}.resources.limits", "with `memory: 512Mi` for 512"),
        "environment": Foreign(_BATCH, f"{container}.env", "a list of names and values"),
        **_each("envVars environmentVariables", Foreign(_OTHERS, f"{container}.env")),
        **_each("retries maxRetry retryCount", Foreign(_OTHERS, f"{task}.maxRetries")),
        "gpuType": Foreign(
            _OTHERS,
            f"{task}.nodeSelector" + ("" if task == _T1 else ".accelerator"),
            "with the key run.googleapis.com/accelerator" if task == _T1 else "",
        ),
        "taskCountPerNode": Foreign(_BATCH, how=_PLACED),
        "tasks": Foreign("a flag of gcloud", tasks),
        "taskTimeout": Foreign("a flag of gcloud", timeout, how),
        "cpu": Foreign(
            "a flag of gcloud", f"{container}.resources.limits", messages=("TaskSpec", "TaskTemplate", "Container")
        ),
        "memory": Foreign(
            "a flag of gcloud", f"{container}.resources.limits", messages=("TaskSpec", "TaskTemplate", "Container")
        ),
    }


_BARE = "a bare number of seconds"
_TEXT = "a text of seconds, such as 600s"

_CLOUD_RUN_V1 = {
    **_kubernetes(
        "spec.template.spec.taskCount", f"{_T1}.maxRetries", f"{_T1}.timeoutSeconds", f"{_T1}.containers", "", _BARE
    ),
    **_SERVICE_ONLY,
    **_from_batch(_T1, "spec.template.spec.taskCount", f"{_T1}.timeoutSeconds", _BARE),
    "timeout": Foreign(_V2, f"{_T1}.timeoutSeconds", _BARE),
    "serviceAccount": Foreign(_V2, f"{_T1}.serviceAccountName"),
    "serviceAccountEmail": Foreign(_V2, f"{_T1}.serviceAccountName"),
    "valueSource": Foreign(_V2, f"{_C1}.env[].valueFrom"),
    "executionEnvironment": Foreign(_V2, annotation="execution-environment"),
    "encryptionKey": Foreign(_V2, annotation="encryption-key"),
    "vpcAccess": Foreign(_V2, annotation="vpc-access-connector"),
    "connector": Foreign(_V2, annotation="vpc-access-connector"),
    "networkInterfaces": Foreign(_V2, annotation="network-interfaces"),
    "egress": Foreign(_V2, annotation="vpc-access-egress"),
    "launchStage": Foreign(_V2, annotation="launch-stage"),
    "dependsOn": Foreign(_V2, annotation="container-dependencies"),
    "gpuZonalRedundancyDisabled": Foreign(_V2, annotation="gpu-zonal-redundancy-disabled"),
    "binaryAuthorization": Foreign(_V2, annotation="binary-authorization"),
    "cloudSqlInstance": Foreign(_V2, annotation="cloudsql-instances"),
    "client": Foreign(_V2, annotation="client-name"),
    "clientVersion": Foreign(_V2, annotation="client-version"),
    "gcs": Foreign(_V2, f"{_T1}.volumes[].csi", "with the driver gcsfuse.run.googleapis.com"),
    "bucket": Foreign(_V2, f"{_T1}.volumes[].csi.volumeAttributes", "with `bucketName`"),
    "secret": Foreign(_V2, f"{_C1}.env[].valueFrom.secretKeyRef.name", messages=("SecretKeySelector",)),
    "version": Foreign(_V2, f"{_C1}.env[].valueFrom.secretKeyRef.key", messages=("SecretKeySelector",)),
    "accelerator": Foreign(_V2, f"{_T1}.nodeSelector", "with the key run.googleapis.com/accelerator"),
    "deletionProtection": Foreign(_TERRAFORM, how="only Terraform reads it; delete it"),
    "location": Foreign(
        _TERRAFORM, "metadata.labels", "with the key cloud.googleapis.com/location, or gcloud's --region"
    ),
    "region": Foreign(
        "a flag of gcloud", "metadata.labels", "with the key cloud.googleapis.com/location, or gcloud's --region"
    ),
    "project": Foreign(_TERRAFORM, "metadata.namespace"),
    "projectId": Foreign(_TERRAFORM, "metadata.namespace"),
    "securityContext": Foreign(_KUBERNETES, how=_NO_SUCH),
    "name": Foreign(_V2, "metadata.name", messages=("Job",)),
}
_SECRET_FILES = ("SecretVolumeSource",)
_CLOUD_RUN_V1_FILES = {
    "secret": Foreign(_V2, f"{_T1}.volumes[].secret.secretName", messages=_SECRET_FILES),
    "version": Foreign(_V2, f"{_T1}.volumes[].secret.items[].key", messages=("KeyToPath",)),
}

_CLOUD_RUN_V2 = {
    **_kubernetes(
        "template.taskCount", f"{_T2}.maxRetries", f"{_T2}.timeout", f"{_T2}.containers", f"{_T2}.serviceAccount", _TEXT
    ),
    **_SERVICE_ONLY,
    **_from_batch(_T2, "template.taskCount", f"{_T2}.timeout", _TEXT),
    "timeoutSeconds": Foreign(_V1, f"{_T2}.timeout", _TEXT),
    "serviceAccountName": Foreign(_V1, f"{_T2}.serviceAccount"),
    "valueFrom": Foreign(_V1, f"{_C2}.env[].valueSource"),
    "csi": Foreign(_V1, f"{_T2}.volumes[].gcs"),
    "driver": Foreign(_V1, f"{_T2}.volumes[].gcs"),
    "volumeAttributes": Foreign(_V1, f"{_T2}.volumes[].gcs"),
    "bucketName": Foreign(_V1, f"{_T2}.volumes[].gcs.bucket"),
    "secretName": Foreign(_V1, f"{_T2}.volumes[].secret.secret"),
    "key": Foreign(_V1, f"{_C2}.env[].valueSource.secretKeyRef.version", messages=("SecretKeySelector",)),
    "name": Foreign(_V1, f"{_C2}.env[].valueSource.secretKeyRef.secret", messages=("SecretKeySelector",)),
    "metadata": Foreign(_V1, how="labels and annotations stand beside the other fields here; move them up"),
    "spec": Foreign(_V1, how="its fields stand directly in the template here; move them up"),
    "nodeSelectors": Foreign(_V1, f"{_T2}.nodeSelector"),
    "run.googleapis.com/accelerator": Foreign(_V1, f"{_T2}.nodeSelector.accelerator"),
    "envFrom": Foreign(_KUBERNETES, f"{_C2}.env"),
    "securityContext": Foreign(_KUBERNETES, how=_NO_SUCH),
    "imagePullPolicy": Foreign(_V1, how=_NO_SUCH),
    "terminationMessagePath": Foreign(_V1, how=_NO_SUCH),
    "terminationMessagePolicy": Foreign(_V1, how=_NO_SUCH),
    "configMap": Foreign(_KUBERNETES, how="delete it, and mount a secret or a bucket"),
    "requests": Foreign(_KUBERNETES, f"{_C2}.resources.limits"),
    "deletionProtection": Foreign(_TERRAFORM, how="only Terraform reads it; delete it"),
    "location": Foreign(_TERRAFORM, how="the location is in the URL; delete it"),
    "region": Foreign(_TERRAFORM, how="the location is in the URL; delete it"),
    "project": Foreign(_TERRAFORM, how="the project is in the URL; delete it"),
}
_CLOUD_RUN_V2_FILES = {
    "key": Foreign(_V1, f"{_T2}.volumes[].secret.items[].version", messages=("VersionToPath",)),
}

_TASK = ("TaskSpec", "TaskGroup")
_BATCH_FIELDS = {
    **_kubernetes(
        f"{_G}.taskCount",
        f"{_S}.maxRetryCount",
        f"{_S}.maxRunDuration",
        _R[:-2],
        "allocationPolicy.serviceAccount.email",
        _TEXT,
    ),
    "maxRetries": Foreign(_RUN, f"{_S}.maxRetryCount"),
    "timeoutSeconds": Foreign(_RUN, f"{_S}.maxRunDuration", _TEXT),
    "timeout": Foreign(_RUN, f"{_S}.maxRunDuration", "or `timeout` in a runnable", messages=_TASK),
    "taskTimeout": Foreign(_RUN, f"{_S}.maxRunDuration", _TEXT),
    "containers": Foreign(_RUN, _R[:-2]),
    "image": Foreign(_RUN, f"{_R}.container.imageUri", messages=("Container", "Runnable", "TaskSpec")),
    "command": Foreign(_RUN, f"{_R}.container.entrypoint", "one text, with all further words in `commands`"),
    "args": Foreign(_RUN, f"{_R}.container.commands"),
    "env": Foreign(_RUN, f"{_R}.environment", "with `variables: {NAME: value}`"),
    **_each("envVars environmentVariables", Foreign(_OTHERS, f"{_R}.environment", "with `variables: {NAME: value}`")),
    "gpuType": Foreign(_OTHERS, f"{_P}.accelerators", "with `type` and `count`"),
    "securityContext": Foreign(_KUBERNETES, how=_NO_SUCH),
    "resources": Foreign(_RUN, f"{_S}.computeResource"),
    "cpu": Foreign(_RUN, f"{_S}.computeResource.cpuMilli", "in thousandths"),
    "memory": Foreign(_RUN, f"{_S}.computeResource.memoryMib", "in MiB"),
    "volumeMounts": Foreign(_RUN, f"{_S}.volumes"),
    "workingDir": Foreign(_RUN, f"{_R}.container.options", "with --workdir"),
    "nodeSelector": Foreign(_RUN, f"{_P}.accelerators"),
    "accelerator": Foreign(_RUN, f"{_P}.accelerators"),
    "guestAccelerators": Foreign("a field of Compute Engine", f"{_P}.accelerators"),
    "tasks": Foreign("a flag of gcloud", f"{_G}.taskCount"),
    "executionEnvironment": Foreign(_RUN, how=_NO_SUCH),
    "vpcAccess": Foreign(_RUN, "allocationPolicy.network.networkInterfaces"),
    "bucket": Foreign(_RUN, f"{_S}.volumes[].gcs.remotePath", messages=("GCS",)),
    "memoryMb": Foreign(_OTHERS, f"{_S}.computeResource.memoryMib", "in MiB"),
    "cpuCores": Foreign(_OTHERS, f"{_S}.computeResource.cpuMilli", "in thousandths"),
    **_each(
        "location region",
        Foreign(
            "a flag of gcloud",
            "allocationPolicy.location.allowedLocations",
            "as a list such as [regions/us-central1], or gcloud's --location",
            messages=("Job",),
            scalar=True,
        ),
    ),
    **_each("retries maxRetry retryCount", Foreign(_OTHERS, f"{_S}.maxRetryCount")),
    "spot": Foreign("a flag of gcloud", f"{_P}.provisioningModel", "with SPOT"),
}

_ROWS: dict[str, tuple[dict[str, Foreign], ...]] = {
    "cloud-run-v1": (_CLOUD_RUN_V1_FILES, _CLOUD_RUN_V1),
    "cloud-run-v2": (_CLOUD_RUN_V2_FILES, _CLOUD_RUN_V2),
    "batch": (_BATCH_FIELDS,),
}

ALPHA = frozenset(
    {
        ("Job", "dependencies"),
        ("Job", "schedulingPolicy"),
        ("Job", "notification"),
        ("AllocationPolicy", "instance"),
        ("AllocationPolicy", "instanceTemplates"),
        ("AllocationPolicy", "provisioningModels"),
        ("AllocationPolicy", "serviceAccountEmail"),
        ("LocationPolicy", "deniedLocations"),
        ("ComputeResource", "gpuCount"),
        ("InstancePolicy", "allowedMachineTypes"),
        ("Volume", "pd"),
        ("TaskGroup", "allocationPolicy"),
        ("TaskGroup", "labels"),
        ("TaskGroup", "serviceAccount"),
    }
)
"""The fields, by message, that only Batch's API v1alpha has."""


@cache
def rows(schema: str) -> dict[str, tuple[Foreign, ...]]:
    """All rows of a schema, by the name of the field."""
    found: dict[str, tuple[Foreign, ...]] = {}
    for table in _ROWS[schema]:
        for name, row in table.items():
            found[name] = (*found.get(name, ()), row)
    return found


def foreign(schema: str, name: str, message: str, is_scalar: bool = True) -> Foreign | None:
    """What is known of a field of another form, in a message of a schema."""
    for row in rows(schema).get(name, ()):
        if (not row.messages or message in row.messages) and (is_scalar or not row.scalar):
            return row
    return None
