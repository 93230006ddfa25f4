"""What speaks for a service beside the limits, as data with sources.

A row is (name, the service whose jobs are asked, weight, the service, text, what to do about it, source). The service
is the one that can't take the job for a `must`, and the one that the criterion speaks for elsewhere. `tests.py` has a
function of the same name that looks whether the criterion holds; `{}` in the text is what that function found.
"""

from __future__ import annotations

from jobs_lint.placement.answer import BATCH, CLOUD_RUN, HINT, MUST, SHOULD
from jobs_lint.record import NamedTuple

ANY = ""
"""Jobs of both services."""

_RUN = "https://docs.cloud.google.com/run/docs/"
_BATCH = "https://docs.cloud.google.com/batch/docs/"
_API = "https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs"
_CHOICE = (
    "https://dev.to/googleai/cloud-run-jobs-vs-cloud-batch-choosing-your-engine-for-run-to-completion-workloads-56eo"
)
_CONTRACT = _RUN + "container-contract"
_CREATE = _BATCH + "create-run-job"
_NETWORK = _RUN + "configuring/vpc-direct-vpc"


class Criterion(NamedTuple):
    """One row."""

    name: str
    of: str
    weight: str
    service: str
    text: str
    mend: str
    source: str


LABELS = {
    "barriers": "barriers",
    "hosts_file": "hosts file",
    "ssh": "ssh between VMs",
    "fast_network": "network interfaces",
    "disks": "disks",
    "docker_options": "container options",
    "gpu_not_on_cloud_run": "type of GPU",
}
"""What isn't known where one of the criteria of a `must` isn't."""

# fmt: off
CRITERIA: tuple[Criterion, ...] = (
    # What Cloud Run hasn't got
    Criterion("barriers", BATCH, MUST, CLOUD_RUN, "its tasks wait for each other at barriers, and tasks of Cloud Run"
              " don't know of each other", "let each task work by itself", _CHOICE),
    Criterion("hosts_file", BATCH, MUST, CLOUD_RUN, "its tasks find each other by a hosts file, and those of Cloud Run"
              " can't reach each other", "let each task work by itself", _CHOICE),
    Criterion("ssh", BATCH, MUST, CLOUD_RUN, "its VMs reach each other by ssh, and tasks of Cloud Run can't",
              "let each task work by itself", _CHOICE),
    Criterion("fast_network", BATCH, MUST, CLOUD_RUN, "its VMs have network interfaces for RDMA ({}), and Cloud Run has"
              " none", "let each task work by itself", _API),
    Criterion("disks", BATCH, MUST, CLOUD_RUN, "it has disks attached to its VMs, and Cloud Run takes neither"
              " persistent disks nor local SSDs", "keep the data in a bucket, or scratch files in memory", _CONTRACT),
    Criterion("docker_options", BATCH, MUST, CLOUD_RUN, "its container runs with {}, for which Cloud Run has nothing",
              "do without the option", _CONTRACT),
    Criterion("gpu_not_on_cloud_run", ANY, MUST, CLOUD_RUN, "it needs GPUs of type {}, and Cloud Run has none of them",
              "use an NVIDIA L4", _RUN + "configuring/jobs/gpu"),
    Criterion("gpu_not_on_batch", CLOUD_RUN, MUST, BATCH, "it needs a GPU of type {}, which no machine type has",
              "use an NVIDIA L4", "https://docs.cloud.google.com/compute/docs/gpus"),

    # What Batch is better at
    Criterion("spot", BATCH, SHOULD, BATCH, "it runs on Spot VMs, which cost a part of the price, and Cloud Run has"
              " nothing like them", "", _CHOICE),
    Criterion("reserved", BATCH, SHOULD, BATCH, "its VMs are reserved or wait for their turn ({}), and Cloud Run has no"
              " reservations", "", _CHOICE),
    Criterion("large_vm", BATCH, SHOULD, BATCH, "each task has a VM of its own with {}, more than an instance of Cloud"
              " Run has, and may use all of it", "", _RUN + "configuring/jobs/cpu"),
    Criterion("close_together", BATCH, SHOULD, BATCH, "its VMs are placed close together, as for tasks that talk much"
              " to each other", "", _API),
    Criterion("scripts", BATCH, SHOULD, BATCH, "it runs scripts on the VM itself, and Cloud Run needs an image that has"
              " all they use", "", _CONTRACT),
    Criterion("several_steps", BATCH, SHOULD, BATCH, "a task runs {} one after the other, and Cloud Run has one"
              " container that does the work", "", _CREATE),
    Criterion("values_by_task", BATCH, SHOULD, BATCH, "each task has variables of its own, and those of Cloud Run all"
              " have the same", "", _BATCH + "create-run-basic-job"),
    Criterion("exit_codes", BATCH, SHOULD, BATCH, "the exit code decides whether a task is tried again, and Cloud Run"
              " retries after any failure", "", _BATCH + "automate-task-retries"),
    Criterion("registry_login", BATCH, SHOULD, BATCH, "its image is in a registry with a password, and Cloud Run pulls"
              " from Artifact Registry", "", _RUN + "deploying"),
    Criterion("arm", BATCH, SHOULD, BATCH, "its machine type {} is Arm, and Cloud Run runs images for x86-64 alone", "",
              _CONTRACT),
    Criterion("near_cloud_run_limit", ANY, SHOULD, BATCH, "{}: little room is left on Cloud Run", "", _CHOICE),

    # What Cloud Run is better at
    Criterion("short_work", ANY, SHOULD, CLOUD_RUN, "a task takes {} at most, and a VM takes minutes to start", "",
              _CHOICE),
    Criterion("one_container", ANY, SHOULD, CLOUD_RUN, "a task is one container that runs for {} at most: Cloud Run"
              " starts it in seconds, with no VM, disk or driver to choose", "", _CHOICE),
    Criterion("near_batch_limit", ANY, SHOULD, CLOUD_RUN, "{}: little room is left on Batch", "", _CHOICE),
    Criterion("secret_files", CLOUD_RUN, SHOULD, CLOUD_RUN, "it has secrets as files, and Batch has them as variables"
              " alone", "", _BATCH + "create-run-job-secret-manager"),
    Criterion("helpers_in_order", CLOUD_RUN, SHOULD, CLOUD_RUN, "a container waits until another has started, and"
              " runnables of Batch don't", "", _API),
    Criterion("vpc_connector", CLOUD_RUN, SHOULD, CLOUD_RUN, "it reaches its network by a connector, and VMs of Batch"
              " have to be in the network itself", "", _NETWORK),
    Criterion("cloud_sql", CLOUD_RUN, SHOULD, CLOUD_RUN, "it reaches Cloud SQL by a mounted socket, and a job of Batch"
              " has to run the proxy itself", "", _CONTRACT),
    Criterion("policies", CLOUD_RUN, SHOULD, CLOUD_RUN, "it has {}, for which a job of Batch has no field", "", _API),
    Criterion("region_not_on_batch", CLOUD_RUN, SHOULD, CLOUD_RUN, "Batch isn't in its region, {}", "",
              _BATCH + "locations"),

    # Worth knowing
    Criterion("bulk_work", CLOUD_RUN, HINT, BATCH, "its tasks may run for {} together, which Spot VMs do for a part of"
              " the price where tasks can be tried again", "", _CHOICE),
    Criterion("long_connections", CLOUD_RUN, HINT, BATCH, "connections of Direct VPC may break after {} on Cloud Run,"
              " and its tasks may run longer", "", _NETWORK),
    Criterion("helpers", CLOUD_RUN, HINT, CLOUD_RUN, "its containers share one network, and each container of Batch has"
              " its own", "", _API),
    Criterion("custom_vm", BATCH, HINT, BATCH, "its machine type {} has just the CPU and memory that was asked for", "",
              "https://cloud.google.com/compute/docs/samples/compute-custom-machine-type-helper-class"),
    Criterion("cpu_platform", BATCH, HINT, BATCH, "it asks for a CPU platform, {}, and Cloud Run picks its own", "",
              _API),
    Criterion("notifications", BATCH, HINT, BATCH, "it tells Pub/Sub how it goes, and Cloud Run leaves that to the"
              " logs", "", _API),
    Criterion("in_order", BATCH, HINT, BATCH, "its tasks run in the order of their index, which Cloud Run doesn't"
              " promise", "", _API),
)
# fmt: on
