"""Which fields of a message exclude each other. The discovery documents don't say, so this is written by hand.

Facts of the protocol buffers, as the Python packages of both services ship them (google-cloud-run 0.16.2,
google-cloud-batch 0.22.4), where no other source is named. `needed` says that one member has to be there.
"""

from typing import Final

from jobs_lint.record import NamedTuple


class Oneof(NamedTuple):
    """Fields of one message of which at most one may be set, or exactly one where it is `needed`."""

    members: tuple[str, ...]
    needed: bool
    source: str


_RUN = "https://docs.cloud.google.com/run/docs/reference/rpc/google.cloud.run.v2"
_RUN_V1 = "https://docs.cloud.google.com/run/docs/reference/rest/v1/namespaces.jobs"
_BATCH = "https://docs.cloud.google.com/batch/docs/reference/rpc/google.cloud.batch.v1"
_TERRAFORM = "https://github.com/GoogleCloudPlatform/magic-modules/blob/main/mmv1/products/cloudrunv2/Job.yaml"

# An EnvVar may have neither: its value is empty then.
ONEOFS: Final[dict[str, dict[str, tuple[Oneof, ...]]]] = {
    "cloud-run-v1": {
        "JobSpec": (Oneof(("startExecutionToken", "runExecutionToken"), False, _RUN),),
        "EnvVar": (Oneof(("value", "valueFrom"), False, _RUN_V1),),
        "Volume": (Oneof(("secret", "emptyDir", "csi", "nfs", "filestore", "configMap"), True, _RUN_V1),),
        "Probe": (Oneof(("httpGet", "tcpSocket", "grpc", "exec"), True, _RUN_V1),),
    },
    "cloud-run-v2": {
        "Job": (Oneof(("startExecutionToken", "runExecutionToken"), False, _RUN),),
        "BinaryAuthorization": (Oneof(("useDefault", "policy"), False, _RUN),),
        "EnvVar": (Oneof(("value", "valueSource"), False, _RUN),),
        "Volume": (Oneof(("secret", "cloudSqlInstance", "emptyDir", "nfs", "gcs", "filestore"), True, _RUN),),
        "Probe": (Oneof(("httpGet", "tcpSocket", "grpc"), True, _RUN),),
        "VpcAccess": (Oneof(("connector", "networkInterfaces"), False, _TERRAFORM),),
    },
    "batch": {
        "Runnable": (Oneof(("container", "script", "barrier"), True, _BATCH),),
        "Script": (Oneof(("path", "text"), True, _BATCH),),
        "Volume": (Oneof(("nfs", "gcs", "deviceName"), True, _BATCH),),
        "InstancePolicyOrTemplate": (Oneof(("policy", "instanceTemplate"), False, _BATCH),),
        "AttachedDisk": (Oneof(("newDisk", "existingDisk"), True, _BATCH),),
        "Disk": (Oneof(("image", "snapshot"), False, _BATCH),),
    },
}


def oneofs(schema: str, message: str) -> tuple[Oneof, ...]:
    """The groups of fields of a message that exclude each other."""
    return ONEOFS[schema].get(message, ())
