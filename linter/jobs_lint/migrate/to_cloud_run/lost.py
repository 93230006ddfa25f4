"""What Batch has and Cloud Run hasn't, field by field: what becomes of it, and what to do in its stead, as data.

The rows go by the last key of the field; one with a value behind `=` is for that value alone.
"""

from __future__ import annotations

from typing import Final

from jobs_lint.migrate.migration import CHANGED, LOST

_NO_VM: Final = "Cloud Run has no VM to choose"
_OUTPUT: Final = "Batch writes it; it is no part of a job's config"
_RESOURCE: Final = "of the resource of Kubernetes that stood for the job"
_CALL: Final = "of the call that submitted the job"
_FILES: Final = (
    "Cloud Run has no disk: what a program writes outside of volumes is kept in memory and counts against its limit"
)

NOTES: Final[dict[str, tuple[str, str]]] = {
    # The job
    "name": (CHANGED, "a name for one run"),
    "uid": (CHANGED, _OUTPUT),
    "createTime": (CHANGED, _OUTPUT),
    "updateTime": (CHANGED, _OUTPUT),
    "status": (CHANGED, _OUTPUT),
    "priority": (LOST, "Cloud Run starts executions as they come; to keep some back, start them later"),
    "priority=0": (CHANGED, "the lowest priority, which is none"),
    "notifications": (LOST, "send executions' logs or audit logs to Pub/Sub by a sink, or use Eventarc or an alert"),
    "dependencies": (LOST, "run jobs in turn by Workflows"),
    "destination=CLOUD_LOGGING": (CHANGED, "Cloud Run does so by itself"),
    "destination=1": (CHANGED, "Cloud Run does so by itself"),
    "destination=PATH": (LOST, "logs go to Cloud Logging: to have files, let the program write them to a volume"),
    "destination=2": (LOST, "logs go to Cloud Logging: to have files, let the program write them to a volume"),
    "destination": (LOST, "logs go to Cloud Logging in any case"),
    "logsPath": (LOST, "logs go to Cloud Logging: to have files, let the program write them to a volume"),
    "cloudLoggingOption": (CHANGED, "Cloud Run's logs have the job and the task in any case"),
    # What is around it in Workflows, Config Connector and the like
    "url": (CHANGED, _CALL),
    "auth": (CHANGED, _CALL),
    "headers": (CHANGED, _CALL),
    "query": (CHANGED, _CALL),
    "parent": (CHANGED, _CALL),
    "jobId": (CHANGED, _CALL),
    "requestId": (CHANGED, _CALL),
    "timeout": (CHANGED, _CALL),
    "connectorParams": (CHANGED, _CALL),
    "apiVersion": (CHANGED, "that of Cloud Run's YAML is in its stead"),
    "kind": (CHANGED, "that of Cloud Run's YAML is in its stead"),
    "projectRef": (CHANGED, "say it in the command, with --project"),
    "finalizers": (CHANGED, _RESOURCE),
    "generation": (CHANGED, _RESOURCE),
    "namespace": (CHANGED, _RESOURCE),
    "annotations": (CHANGED, _RESOURCE),
    "resourceID": (CHANGED, "a name for one run"),
    # The task group
    "taskGroups": (LOST, "a job has one task group on Batch too: make a job of each other one"),
    "taskCountPerNode": (CHANGED, "each task has an instance of its own"),
    "taskEnvironments": (
        LOST,
        "it isn't known what each task has of its own, and on Cloud Run all have the same: let the program look it up",
    ),
    "requireHostsFile=false": (CHANGED, "Cloud Run has none"),
    "permissiveSsh=false": (CHANGED, "Cloud Run has none"),
    "runAsNonRoot": (LOST, "write USER into the Dockerfile of the image"),
    "runAsNonRoot=false": (CHANGED, "the user is that of the image"),
    "encryptedVariables": (LOST, "put the values into Secret Manager, and refer to them as secrets in env"),
    "bootDiskMib": (LOST, _FILES),
    # A runnable
    "labels": (LOST, "labels are of the whole job on Cloud Run"),
    "enableImageStreaming": (CHANGED, "Cloud Run streams images by itself"),
    "blockExternalNetwork": (CHANGED, "a container of Cloud Run reaches the internet too"),
    # The VMs
    "installGpuDrivers": (CHANGED, "the driver is there"),
    "installOpsAgent": (CHANGED, "Cloud Run has metrics by itself"),
    "blockProjectSshKeys": (CHANGED, "nobody can log in to an instance"),
    "driverVersion": (LOST, "Cloud Run chooses the driver: test the program with it"),
    "minCpuPlatform": (LOST, "Cloud Run chooses the CPU"),
    "bootDisk": (LOST, _FILES),
    "reservation": (
        LOST,
        "Cloud Run uses no reservations of Compute Engine: what is reserved is paid for all the same",
    ),
    "reservation=NO_RESERVATION": (CHANGED, "Cloud Run uses no reservations"),
    "placement": (LOST, "tasks of Cloud Run can't be placed close together"),
    "instanceFlexibilityPolicy": (CHANGED, _NO_VM),
    "machineType": (CHANGED, _NO_VM + ": a task has what it asks for"),
    "provisioningModel": (LOST, "it isn't known; Cloud Run has one way to run a task, at one price"),
    "provisioningModel=STANDARD": (CHANGED, "as on Cloud Run"),
    "provisioningModel=1": (CHANGED, "as on Cloud Run"),
    "scopes": (CHANGED, "what the service account may do is a matter of its roles alone"),
    "allowedLocations": (CHANGED, "the command names the region"),
}
