"""The limits, ranges and defaults of both services: data only, so that one file is all there is to mend.

A row is (id, value, unit, kind, what it applies to, launch stage, source, day checked, note). Where sources disagree
the note says so, and the value is the one under which nothing that may be right is called wrong. `WRITTEN` holds the
spelling that people know a number by, where it isn't the one that `units` would give it; `PREVIEW` what a row's value
is for users of a preview: (value, source, note).
"""

from __future__ import annotations

Row = tuple[str, int, str, str, str, str, str, str, str]

_DAY = "2026-11-23"

_RUN = "https://docs.cloud.google.com/run/docs/"
R_API2 = "https://run.googleapis.com/$discovery/rest?version=v2"
R_ARGS = "https://cloud.google.com/run/quotas?hl=ko"
R_CONTRACT = _RUN + "container-contract"
R_CPU = _RUN + "configuring/jobs/cpu"
R_DELAY = _RUN + "delayed-jobs"
R_DEPLOY = _RUN + "deploying"
R_DISK = _RUN + "configuring/jobs/ephemeral-disk"
R_ENV = _RUN + "configuring/jobs/environment-variables"
R_EXEC = _RUN + "execute/jobs"
R_GCLOUD = "https://docs.cloud.google.com/sdk/gcloud/reference/run/jobs/create"
R_GPU = _RUN + "configuring/jobs/gpu"
R_LABELS = "https://cloud.google.com/resource-manager/docs/creating-managing-labels"
R_MEM = "https://cloud.google.com/run/docs/configuring/jobs/memory-limits"
R_PRICE = "https://cloud.google.com/run/pricing"
R_PROBE = _RUN + "configuring/jobs/healthchecks"
R_QUOTA = "https://docs.cloud.google.com/run/quotas"
R_QUOTA_SEEN = "https://github.com/googlecodelabs/feedback/issues/1856"
R_RETRY = _RUN + "configuring/max-retries"
R_TERRAFORM = "https://github.com/GoogleCloudPlatform/magic-modules/blob/main/mmv1/products/cloudrunv2/Job.yaml"
R_TIMEOUT = _RUN + "configuring/task-timeout"
R_VPC = _RUN + "configuring/vpc-direct-vpc"
CONNECTORS = "https://docs.cloud.google.com/workflows/docs/connectors"

_BATCH = "https://docs.cloud.google.com/batch/docs/"
B_API = "https://cloud.google.com/batch/docs/reference/rest/v1/projects.locations.jobs"
B_API_ALPHA = "https://cloud.google.com/batch/docs/reference/rest/v1alpha/projects.locations.jobs"
B_BASIC = _BATCH + "create-run-basic-job"
B_CREATE = _BATCH + "create-run-job"
B_DEPEND = _BATCH + "create-run-dependent-job"
B_DISK = "https://github.com/Cyclenerd/google-cloud-pricing-cost-calculator"
B_FLEX = _BATCH + "create-run-job-instance-flexibility"
B_GCLOUD = "https://docs.cloud.google.com/sdk/gcloud/reference/batch/jobs/submit"
B_GPU = "https://docs.cloud.google.com/compute/docs/gpus"
B_LABELS = _BATCH + "organize-resources-using-labels"
B_PRICE = "https://cloud.google.com/batch/pricing"
B_QUOTA = "https://docs.cloud.google.com/batch/quotas"
B_RETRY = _BATCH + "automate-task-retries"
B_START = _BATCH + "get-started"
B_TROUBLE = _BATCH + "troubleshooting"

# fmt: off
ROWS: tuple[Row, ...] = (
    # Executions of Cloud Run
    ("cloud-run.task-count", 10_000, "task", "max", "tasks of one execution", "ga", R_QUOTA, _DAY,
     "Fixed: no quota request raises it."),
    ("cloud-run.task-count-min", 1, "task", "min", "tasks of one execution", "ga", R_GCLOUD, _DAY,
     "gcloud refuses less before it calls the API."),
    ("cloud-run.task-count-default", 1, "task", "default", "tasks of one execution", "ga", R_API2, _DAY,
     "What the server fills in."),
    ("cloud-run.parallelism-min", 0, "task", "min", "tasks at the same time", "ga", R_API2, _DAY,
     "0 is the same as unset: as many at once as the region's quota has room for, and never above the task count."),
    ("cloud-run.running-tasks-quota-default", 200, "task", "default", "quota of tasks at the same time in a region",
     "ga", R_QUOTA, _DAY,
     "Disputed: an older table, for 1 CPU and 2 GiB. Newer pages let region, CPU and memory decide. Can be raised."),
    ("cloud-run.max-retries", 10, "retry", "max", "retries of one task", "ga", R_RETRY, _DAY,
     "gcloud and Terraform let more through; the API doesn't."),
    ("cloud-run.max-retries-min", 0, "retry", "min", "retries of one task", "ga", R_RETRY, _DAY,
     "0 runs each task once."),
    ("cloud-run.max-retries-default", 3, "retry", "default", "retries of one task", "ga", R_API2, _DAY,
     "So a failing task runs four times unless the file says otherwise."),
    ("cloud-run.task-timeout", 604_800, "s", "max", "one attempt of a task without a GPU", "ga", R_TIMEOUT, _DAY,
     "Generally available since 2025-11-11; it was 1 hour in 2022 and 24 hours from 2023 on."),
    ("cloud-run.task-timeout-min", 1, "s", "min", "one attempt of a task", "ga", R_GCLOUD, _DAY,
     "The lower bound in gcloud; no page gives one for the API."),
    ("cloud-run.task-timeout-default", 600, "s", "default", "one attempt of a task", "ga", R_TIMEOUT, _DAY,
     "Counts for every attempt afresh. An execution as a whole has no timeout."),
    ("cloud-run.gpu-task-timeout", 3_600, "s", "max", "one attempt of a task with a GPU", "ga", R_TIMEOUT, _DAY,
     "Disputed: nearly every copy of the page says 1 hour, one says 12 hours in preview."),
    ("cloud-run.delayed-task-timeout", 43_200, "s", "max", "one attempt of a task of a delayed execution", "preview",
     R_DELAY, _DAY, "Only with delayExecution."),
    ("cloud-run.delayed-execution-duration", 43_200, "s", "max", "the run time of a whole delayed execution", "preview",
     R_DELAY, _DAY, "Cancelled where it takes longer."),
    ("cloud-run.delayed-execution-start", 43_200, "s", "max", "the wait before a delayed execution starts", "preview",
     R_DELAY, _DAY, "The service picks the time within this window."),
    ("cloud-run.jobs-per-region", 1_000, "job", "max", "jobs of a project in a region", "ga", R_QUOTA, _DAY,
     "Disputed: older copies call it fixed, newer ones a quota that can be raised."),
    ("cloud-run.running-executions", 1_000, "execution", "max", "executions of a project that run in a region", "ga",
     R_QUOTA, _DAY, "Counted per project and region."),
    ("cloud-run.kept-executions", 1_000, "execution", "max", "finished executions kept for one job", "ga", R_QUOTA,
     _DAY, "The oldest goes first."),
    ("cloud-run.listed-executions-age", 604_800, "s", "fixed", "executions that the console lists in any case", "ga",
     R_EXEC, _DAY, "Beyond the newest ones, whose number is a limit of its own."),
    ("cloud-run.shutdown-grace-period", 10, "s", "fixed", "the time between SIGTERM and SIGKILL", "ga", R_CONTRACT,
     _DAY, "What a task has to tidy up when it is stopped."),
    ("cloud-run.workflows-connector-timeout", 31_536_000, "s", "max", "the wait of a Workflows step", "ga", CONNECTORS,
     _DAY, "connector_params.timeout."),
    ("cloud-run.workflows-connector-timeout-default", 1_800, "s", "default", "the wait of a Workflows step", "ga",
     CONNECTORS, _DAY, "The step fails after it, though the execution goes on."),
    ("cloud-run.terraform-timeout-default", 1_200, "s", "default", "a create, update or delete by Terraform", "ga",
     R_TERRAFORM, _DAY, "The timeouts block of the resource; nothing to do with the run time of a task."),
    ("cloud-run.billed-duration-min", 60, "s", "min", "the time that one instance is billed for", "ga", R_PRICE, _DAY,
     "A shorter attempt costs as much as this."),

    # Containers of Cloud Run
    ("cloud-run.containers-per-task", 10, "container", "max", "containers of one task", "ga", R_GCLOUD, _DAY,
     "Disputed: the number is gcloud's own check; some API texts still speak of a single container."),
    ("cloud-run.containers-per-task-min", 1, "container", "min", "containers of one task", "ga", R_API2, _DAY,
     "A task without a container has nothing to run."),
    ("cloud-run.container-dependencies", 9, "container", "max", "containers that one container waits for", "ga",
     R_GCLOUD, _DAY, "gcloud's own check; every other container of the task."),
    ("cloud-run.env-vars-per-container", 1_000, "variable", "max", "environment variables of one container", "ga",
     R_ENV, _DAY, "Secrets given as variables count."),
    ("cloud-run.env-var-name-length", 32_768, "character", "max", "the name of an environment variable", "ga", R_API2,
     _DAY, "Terraform's text asks for a C identifier as well."),
    ("cloud-run.env-var-value-size", 32_768, "byte", "max", "the value of an environment variable", "ga", R_QUOTA, _DAY,
     "Bytes, so a character outside ASCII counts more than once."),
    ("cloud-run.arguments-per-container", 1_000, "item", "max", "items of args and of command in one container", "ga",
     R_ARGS, _DAY, "Only the denser translated tables of the quota page list it."),
    ("cloud-run.ports-per-container", 1, "port", "max", "ports of one container", "ga", R_API2, _DAY,
     "A job gets no requests; the port only serves its startup probe."),
    ("cloud-run.startup-probe-window", 600, "s", "max", "failureThreshold times periodSeconds without a GPU", "ga",
     R_PROBE, _DAY, "Disputed: older copies of the page say 240 s."),
    ("cloud-run.gpu-startup-probe-window", 1_800, "s", "max", "failureThreshold times periodSeconds with a GPU", "ga",
     R_PROBE, _DAY, "Newest copy of the page."),
    ("cloud-run.startup-probe-period", 240, "s", "max", "periodSeconds of a startup probe", "ga", R_API2, _DAY,
     "Never below timeoutSeconds."),
    ("cloud-run.startup-probe-period-min", 1, "s", "min", "periodSeconds of a startup probe", "ga", R_API2, _DAY,
     "Whole seconds."),
    ("cloud-run.startup-probe-period-default", 10, "s", "default", "periodSeconds of a startup probe", "ga",
     R_TERRAFORM, _DAY, "As the Terraform provider has it."),
    ("cloud-run.startup-probe-initial-delay", 240, "s", "max", "initialDelaySeconds of a startup probe", "ga", R_API2,
     _DAY, "Whole seconds."),
    ("cloud-run.startup-probe-initial-delay-min", 0, "s", "min", "initialDelaySeconds of a startup probe", "ga", R_API2,
     _DAY, "0 probes at once."),
    ("cloud-run.startup-probe-initial-delay-default", 0, "s", "default", "initialDelaySeconds of a startup probe", "ga",
     R_TERRAFORM, _DAY, "As the Terraform provider has it."),
    ("cloud-run.startup-probe-timeout", 3_600, "s", "max", "timeoutSeconds of a startup probe", "ga", R_API2, _DAY,
     "In practice the period is the tighter bound."),
    ("cloud-run.startup-probe-timeout-min", 1, "s", "min", "timeoutSeconds of a startup probe", "ga", R_API2, _DAY,
     "Whole seconds."),
    ("cloud-run.startup-probe-timeout-default", 1, "s", "default", "timeoutSeconds of a startup probe", "ga",
     R_TERRAFORM, _DAY, "As the Terraform provider has it."),
    ("cloud-run.startup-probe-failures-min", 1, "failure", "min", "failureThreshold of a startup probe", "ga", R_API2,
     _DAY, "Has no bound above but the probe window."),
    ("cloud-run.startup-probe-failures-default", 3, "failure", "default", "failureThreshold of a startup probe", "ga",
     R_TERRAFORM, _DAY, "As the Terraform provider has it."),

    # CPU and memory of Cloud Run
    ("cloud-run.cpu", 8_000, "milli-cpu", "max", "CPU of an instance without an RTX PRO 6000", "ga", R_CPU, _DAY,
     "Disputed: above 1 the page has 2, 4, 6 and 8, the API text leaves 6 out, an old page took any whole number."),
    ("cloud-run.cpu-min", 80, "milli-cpu", "min", "CPU of one container among several", "ga", R_CPU, _DAY,
     "Disputed: the newest page allows it beside sidecars, an older one wants a whole CPU for any job."),
    ("cloud-run.single-container-cpu-min", 1_000, "milli-cpu", "min", "CPU of a task with one container", "ga", R_CPU,
     _DAY, "Old page, new page (less needs sidecars) and a refusal reported in April 2026 agree."),
    ("cloud-run.cpu-default", 1_000, "milli-cpu", "default", "CPU of a container", "ga", R_CPU, _DAY,
     "Recorded responses show 1000m."),
    ("cloud-run.cpu-step", 1, "milli-cpu", "fixed", "the step between sizes below one CPU", "ga", R_CPU, _DAY,
     "Thousandths of a CPU."),
    ("cloud-run.memory", 32_768, "MiB", "max", "memory of an instance without an RTX PRO 6000", "ga", R_MEM, _DAY,
     "Needs 8 CPUs; above 24 GiB no fewer will do."),
    ("cloud-run.memory-min", 512, "MiB", "min", "memory of all containers of a task", "ga", R_MEM, _DAY,
     "The floor of the second generation, which every job runs on. Each container by itself may have less."),
    ("cloud-run.memory-default", 512, "MiB", "default", "memory of a container", "ga", R_MEM, _DAY,
     "Files written outside a volume use it up too."),
    ("cloud-run.memory-below-half-cpu", 512, "MiB", "max", "memory with less than 0.5 CPU", "ga", R_CPU, _DAY,
     "Disputed: an older table asks for more CPU, from 0.083 at 128 MiB to 0.333 at 512 MiB."),
    ("cloud-run.memory-below-one-cpu", 1_024, "MiB", "max", "memory with less than 1 CPU", "ga", R_CPU, _DAY,
     "Disputed: an older table wants 0.583 CPU at 1 GiB and a whole one at 2 GiB."),
    ("cloud-run.memory-below-one-cpu-min", 128, "MiB", "min", "memory with less than 1 CPU", "ga", R_CPU, _DAY,
     "Disputed: 128 MiB in some copies, 512 MiB in others."),
    ("cloud-run.memory-at-1-cpu", 4_096, "MiB", "max", "memory with 1 CPU", "ga", R_CPU, _DAY,
     "More needs a second CPU."),
    ("cloud-run.memory-at-1-cpu-min", 128, "MiB", "min", "memory with 1 CPU", "ga", R_CPU, _DAY,
     "Disputed: 128 MiB in older copies, 512 MiB in newer ones; memory-min holds for a job in any case."),
    ("cloud-run.memory-at-2-cpu", 8_192, "MiB", "max", "memory with 2 CPUs", "ga", R_CPU, _DAY,
     "More needs 4 CPUs."),
    ("cloud-run.memory-at-2-cpu-min", 128, "MiB", "min", "memory with 2 CPUs", "ga", R_CPU, _DAY,
     "Disputed: 128 MiB in older copies, 512 MiB in newer ones; memory-min holds for a job in any case."),
    ("cloud-run.memory-at-4-cpu", 16_384, "MiB", "max", "memory with 4 CPUs", "ga", R_CPU, _DAY,
     "More needs 6 CPUs."),
    ("cloud-run.memory-at-4-cpu-min", 2_048, "MiB", "min", "memory with 4 CPUs", "ga", R_CPU, _DAY,
     "Give fewer CPUs to a smaller task."),
    ("cloud-run.memory-at-6-cpu", 24_576, "MiB", "max", "memory with 6 CPUs", "ga", R_CPU, _DAY,
     "More needs 8 CPUs."),
    ("cloud-run.memory-at-6-cpu-min", 4_096, "MiB", "min", "memory with 6 CPUs", "ga", R_CPU, _DAY,
     "Give fewer CPUs to a smaller task."),
    ("cloud-run.memory-at-8-cpu", 32_768, "MiB", "max", "memory with 8 CPUs", "ga", R_CPU, _DAY,
     "The largest instance without an RTX PRO 6000."),
    ("cloud-run.memory-at-8-cpu-min", 4_096, "MiB", "min", "memory with 8 CPUs", "ga", R_CPU, _DAY,
     "Give fewer CPUs to a smaller task."),
    ("cloud-run.memory-quota-default", 40_960, "MiB", "default", "quota of memory of a project in a region", "ga",
     R_QUOTA_SEEN, _DAY, "Seen in new projects, not documented. Less than an RTX PRO 6000 needs. Can be raised."),

    # GPUs of Cloud Run
    ("cloud-run.gpus-per-instance", 1, "gpu", "max", "GPUs of one instance, so of one task", "ga", R_GPU, _DAY,
     "An NVIDIA L4 or an RTX PRO 6000; no other type is documented."),
    ("cloud-run.gpu-containers-per-task", 1, "container", "max", "containers of a task that have the GPU", "ga", R_GPU,
     _DAY, "Sidecars go without."),
    ("cloud-run.l4-cpu-min", 4_000, "milli-cpu", "min", "CPU beside an L4", "ga", R_GPU, _DAY,
     "Page and gcloud help agree."),
    ("cloud-run.l4-cpu", 8_000, "milli-cpu", "max", "CPU beside an L4", "ga", R_CPU, _DAY,
     "Inferred from the general maximum."),
    ("cloud-run.l4-memory-min", 8_192, "MiB", "min", "memory beside an L4, as gcloud's help has it", "ga", R_GCLOUD,
     _DAY, "Disputed: gcloud's help says 8 GiB and the GPU page 16 GiB; below this both refuse."),
    ("cloud-run.l4-memory-documented-min", 16_384, "MiB", "min", "memory beside an L4, as the GPU page has it", "ga",
     R_GPU, _DAY, "Disputed: gcloud's help says 8 GiB. Good enough for a warning, not for an error."),
    ("cloud-run.l4-memory", 32_768, "MiB", "max", "memory beside an L4", "ga", R_MEM, _DAY,
     "Inferred from the general maximum."),
    ("cloud-run.l4-gpu-memory", 24, "GB", "fixed", "memory of the L4 itself", "ga", R_GPU, _DAY,
     "What models and batches have to fit into."),
    ("cloud-run.rtx-pro-6000-cpu-min", 20_000, "milli-cpu", "min", "CPU beside an RTX PRO 6000", "ga", R_GPU, _DAY,
     "Above the general maximum, which doesn't hold with this GPU; its own maximum isn't known."),
    ("cloud-run.rtx-pro-6000-memory-min", 81_920, "MiB", "min", "memory beside an RTX PRO 6000", "ga", R_GPU, _DAY,
     "Above the general maximum, which doesn't hold with this GPU; its own maximum isn't known."),
    ("cloud-run.rtx-pro-6000-gpu-memory", 96, "GB", "fixed", "memory of the RTX PRO 6000 itself", "ga", R_GPU, _DAY,
     "What models and batches have to fit into."),
    ("cloud-run.gpu-quota-default", 3, "gpu", "default", "quota of GPUs of a project in a region", "ga", R_QUOTA, _DAY,
     "Disputed: 3 without zonal redundancy are said to be granted unasked, users report 0 or 1. Can be raised."),

    # Volumes and secrets of Cloud Run
    ("cloud-run.ephemeral-disk-size", 100, "GiB", "max", "one ephemeral disk volume", "preview", R_DISK, _DAY,
     "From one reading of 2026-10-01; needs quota beyond the default."),
    ("cloud-run.ephemeral-disk-size-min", 1, "GiB", "min", "one ephemeral disk volume", "preview", R_DISK, _DAY,
     "Disputed: 10 GiB in the page's gcloud form, 1 GiB in a later reading."),
    ("cloud-run.ephemeral-disk-quota-default", 10, "GB", "default", "quota of ephemeral disk of one instance",
     "preview", R_DISK, _DAY, "Can be raised."),
    ("cloud-run.ephemeral-disk-region-quota-default", 100, "GB", "default", "quota of ephemeral disk in a region",
     "preview", R_DISK, _DAY, "Can be raised."),
    ("cloud-run.ephemeral-disks-per-instance", 10, "volume", "max", "ephemeral disk volumes of one instance", "preview",
     R_DISK, _DAY, "Shared by all containers of the task."),
    ("cloud-run.secret-file-mode", 0o777, "file-mode", "max", "mode of a secret's file", "ga", R_API2, _DAY,
     "An octal number; unquoted in YAML 0777 is octal to Google's tools and decimal to YAML 1.2."),
    ("cloud-run.secret-file-mode-min", 0o1, "file-mode", "min", "mode of a secret's file", "ga", R_API2, _DAY,
     "0 can't be asked for."),
    ("cloud-run.secret-file-mode-default", 0o444, "file-mode", "default", "mode of a secret's file", "ga", R_API2, _DAY,
     "Readable by all."),
    ("cloud-run.secret-file-umask", 0o222, "file-mode", "fixed", "bits taken off the mode of a secret's file", "ga",
     R_API2, _DAY, "So a secret's file can never be written."),
    ("cloud-run.secret-name-length", 255, "character", "max", "the name of a secret", "ga", R_GCLOUD, _DAY,
     "Letters, digits, hyphens and underscores."),
    ("cloud-run.secrets-per-directory", 1, "secret", "max", "secrets mounted in one directory by gcloud", "ga",
     R_GCLOUD, _DAY, "gcloud's own check."),

    # Names of Cloud Run
    ("cloud-run.job-name-length", 63, "character", "max", "the name of a job, as gcloud checks it", "ga", R_GCLOUD,
     _DAY, "Disputed: the documentation says 49, and which one the API holds to isn't known."),
    ("cloud-run.job-name-documented-length", 49, "character", "max", "the name of a job, as the pages have it", "ga",
     R_DEPLOY, _DAY, "Disputed: gcloud lets 63 through. Good enough for a warning, not for an error."),
    ("cloud-run.job-name-and-token-length", 62, "character", "max", "a job's name and its execution token together",
     "ga", R_API2, _DAY, "Has to stay below 63; the token ends up in the execution's name."),
    ("cloud-run.container-name-length", 63, "character", "max", "the name of a container", "ga", R_API2, _DAY,
     "A DNS label; gcloud allows dots too."),
    ("cloud-run.labels-per-resource", 64, "label", "max", "labels of one resource", "ga", R_LABELS, _DAY,
     "Those that Google's tools add count too."),
    ("cloud-run.label-key-length", 63, "character", "max", "the key of a label", "ga", R_LABELS, _DAY,
     "Starts with a small letter; no slash and no dot."),
    ("cloud-run.label-value-length", 63, "character", "max", "the value of a label", "ga", R_LABELS, _DAY,
     "May be empty; no capitals."),

    # Network of Cloud Run
    ("cloud-run.network-interfaces", 1, "interface", "max", "network interfaces of one task", "ga", R_API2, _DAY,
     "Excludes a VPC connector."),
    ("cloud-run.subnet-addresses-min", 64, "address", "min", "addresses of a subnet for Direct VPC", "ga", R_VPC, _DAY,
     "A /26 is the smallest subnet that is taken."),
    ("cloud-run.smallest-subnet-usable-addresses", 60, "address", "fixed", "addresses of a /26 that tasks can have",
     "ga", R_VPC, _DAY, "Each running task takes one."),
    ("cloud-run.address-hold-time", 420, "s", "fixed", "the time a task's address stays taken after its end", "ga",
     R_VPC, _DAY, "Roughly; many short tasks need more addresses than run at once."),
    ("cloud-run.address-block", 16, "address", "fixed", "addresses reserved at a time", "ga", R_VPC, _DAY,
     "Roughly; a subnet is used up in these steps."),
    ("cloud-run.direct-vpc-instances-quota-default", 200, "task", "default", "quota of tasks with Direct VPC", "ga",
     R_QUOTA, _DAY, "Disputed: 100 to 200 by region and copy. Can be raised."),
    ("cloud-run.direct-vpc-bandwidth", 1, "Gbit/s", "max", "traffic of one task through Direct VPC", "ga", R_VPC, _DAY,
     "Per instance."),
    ("cloud-run.direct-vpc-unbroken-time", 3_600, "s", "fixed", "run time beyond which connections may break", "ga",
     R_VPC, _DAY, "Direct VPC only; nothing is refused, but a longer task must be able to connect again."),
    ("cloud-run.direct-vpc-break-notice", 10, "s", "fixed", "the time from SIGTSTP to the break of connections", "ga",
     R_VPC, _DAY, "SIGCONT comes when it is over."),

    # Jobs of Batch
    ("batch.task-groups", 1, "group", "max", "task groups of one job", "ga", B_API, _DAY,
     "The field is a list, but one entry is all that is supported."),
    ("batch.task-groups-min", 1, "group", "min", "task groups of one job", "ga", B_API, _DAY,
     "gcloud adds an empty one where it finds none."),
    ("batch.task-count", 100_000, "task", "max", "tasks of one task group", "ga", B_QUOTA, _DAY,
     "As there is one group, also the tasks of a job."),
    ("batch.task-count-min", 1, "task", "min", "tasks of one task group", "ga", B_QUOTA, _DAY,
     "The range in the documentation starts here."),
    ("batch.task-count-default", 1, "task", "default", "tasks of one task group", "ga", B_API, _DAY,
     "Or as many as there are task environments, by the API's text."),
    ("batch.parallelism", 5_000, "task", "max", "tasks of a job at the same time", "ga", B_QUOTA, _DAY,
     "VMs and quotas may allow fewer."),
    ("batch.parallelism-min", 0, "task", "min", "tasks of a job at the same time", "ga", B_API, _DAY,
     "Inferred: 0 is how the API reads an unset number."),
    ("batch.parallelism-default", 5_000, "task", "default", "tasks of a job at the same time", "ga", B_API, _DAY,
     "Or the task count, where that is less."),
    ("batch.in-order-parallelism", 1, "task", "fixed", "parallelism with schedulingPolicy IN_ORDER", "ga", B_API, _DAY,
     "One VM, one task at a time."),
    ("batch.tasks-per-vm", 20, "task", "max", "tasks on one VM at the same time", "ga", B_CREATE, _DAY,
     "Whether a higher taskCountPerNode is refused or cut down isn't documented."),
    ("batch.tasks-per-vm-min", 1, "task", "min", "tasks on one VM at the same time", "ga", B_CREATE, _DAY,
     "Even where a task asks for more CPU than the formula has."),
    ("batch.vms-one-zone", 2_000, "vm", "max", "VMs of a job kept to one zone, at the same time", "ga", B_QUOTA, _DAY,
     "Allow several zones for more."),
    ("batch.vms-several-zones", 4_000, "vm", "max", "VMs of a job in several zones, at the same time", "ga", B_QUOTA,
     _DAY, "For the whole job."),
    ("batch.job-size", 1_048_576, "byte", "max", "the definition of a job", "ga", B_QUOTA, _DAY,
     "The page says 1 MB and not which; the larger reading, 2^20, is used so that nothing is refused wrongly."),
    ("batch.max-retry-count", 10, "retry", "max", "retries of one task", "ga", B_RETRY, _DAY,
     "The same as on Cloud Run; lifecycle policies don't raise it."),
    ("batch.max-retry-count-min", 0, "retry", "min", "retries of one task", "ga", B_RETRY, _DAY,
     "0 runs each task once."),
    ("batch.max-retry-count-default", 0, "retry", "default", "retries of one task", "ga", B_RETRY, _DAY,
     "So a preempted Spot VM fails the task unless the file says otherwise; Cloud Run retries 3 times."),
    ("batch.max-run-duration", 1_209_600, "s", "max", "the time a job can run, so also one attempt of a task", "ga",
     B_QUOTA, _DAY, "The limit is on the job. A task has no timeout of its own unless one is set."),
    ("batch.flex-start-run-duration", 604_800, "s", "max", "the time a job with FLEX_START can run", "ga", B_QUOTA,
     _DAY, "provisioningModel FLEX_START."),
    ("batch.a3-no-reservation-run-duration", 604_800, "s", "max", "the time a job on A3 without a reservation can run",
     "ga", B_QUOTA, _DAY, "A3 series, reservation NO_RESERVATION, provisioningModel STANDARD or unset."),
    ("batch.queue-time", 172_800, "s", "max", "the time a job can be queued", "ga", B_QUOTA, _DAY,
     "Then it has failed. Waiting for another job counts."),
    ("batch.finished-job-retention", 5_184_000, "s", "fixed", "the time a finished job is kept", "ga", B_QUOTA, _DAY,
     "Then it is deleted with its tasks; logs live on."),
    ("batch.priority", 99, "level", "max", "priority of a job", "ga", B_API, _DAY, "Higher goes first."),
    ("batch.priority-min", 0, "level", "min", "priority of a job", "ga", B_API, _DAY, "The lowest there is."),
    ("batch.priority-default", 0, "level", "default", "priority of a job", "ga", B_API, _DAY,
     "gcloud's flag can't set a file's priority back to it."),
    ("batch.dependencies", 4, "job", "max", "jobs that a job waits for", "preview", B_DEPEND, _DAY,
     "They have to exist already, in the same region."),
    ("batch.workflows-connector-timeout", 31_536_000, "s", "max", "the wait of a Workflows step", "ga", CONNECTORS,
     _DAY, "connector_params.timeout; inferred from the page on connectors in general."),
    ("batch.workflows-connector-timeout-default", 1_800, "s", "default", "the wait of a Workflows step", "ga",
     CONNECTORS, _DAY, "The step fails after it, though the job goes on; inferred from the page on connectors."),
    ("batch.billed-duration-min", 60, "s", "min", "the time that one VM is billed for", "ga", B_PRICE, _DAY,
     "The VM's own price; Batch adds nothing."),
    ("batch.change-requests-per-minute", 6_000, "request", "max", "API requests that change, a minute and region", "ga",
     B_QUOTA, _DAY, "For a project."),
    ("batch.read-requests-per-minute", 15_000, "request", "max", "API requests that read, a minute and region", "ga",
     B_QUOTA, _DAY, "For a project."),
    ("batch.agent-requests-per-minute", 30_000, "request", "max", "API requests of VM agents, a minute and region",
     "ga", B_QUOTA, _DAY, "For a project."),

    # Tasks of Batch
    ("batch.runnables-min", 1, "runnable", "min", "runnables of one task", "ga", B_API, _DAY,
     "No maximum is documented; the size of the job bounds them."),
    ("batch.cpu-milli-default", 2_000, "milli-cpu", "default", "CPU that one task asks for", "ga", B_API, _DAY,
     "Whatever the machine type; decides how many tasks share a VM."),
    ("batch.memory-mib-default", 2_000, "MiB", "default", "memory that one task asks for", "ga", B_API, _DAY,
     "2000 and not 2048. Doesn't decide how many tasks share a VM."),
    ("batch.task-environments", 200, "environment", "max", "taskEnvironments of a task group", "ga", B_BASIC, _DAY,
     "For more tasks look the values up by BATCH_TASK_INDEX."),
    ("batch.lifecycle-policies", 1, "policy", "max", "lifecycle policies of a task", "ga", B_API, _DAY,
     "Give all exit codes in one."),
    ("batch.exit-code", 255, "code", "max", "exit codes of a container or a script", "ga", B_TROUBLE, _DAY,
     "In practice; the field takes 32 bits, and Batch's own codes lie higher."),
    ("batch.exit-code-min", 0, "code", "min", "exit codes of a container or a script", "ga", B_TROUBLE, _DAY,
     "0 is success."),
    ("batch.reserved-exit-code", 50_006, "code", "max", "exit codes that Batch gives itself", "ga", B_TROUBLE, _DAY,
     "50001 is a preempted Spot VM, 50005 a timeout."),
    ("batch.reserved-exit-code-min", 50_000, "code", "min", "exit codes that Batch gives itself", "ga", B_API, _DAY,
     "50000 is a failure of no known cause."),
    ("batch.hosts-file-vms", 1_000, "vm", "max", "VMs in a hosts file", "ga", B_API, _DAY, "With requireHostsFile."),

    # Machines of Batch
    ("batch.gpus-per-vm", 8, "gpu", "max", "GPUs of one VM, on all machine types but one", "ga", B_GPU, _DAY,
     "What a type has is in its name or in the accelerators."),
    ("batch.gpus-per-vm-largest", 16, "gpu", "max", "GPUs of one VM of type a2-megagpu-16g", "ga", B_GPU, _DAY,
     "A100 with 40 GB, in three regions."),
    ("batch.instance-policies", 1, "item", "max", "entries of allocationPolicy.instances", "ga", B_API, _DAY,
     "Only the first counts."),
    ("batch.machine-types", 1, "type", "max", "machine types of one job", "ga", B_START, _DAY,
     "Instance flexibility, in preview, has limits of its own."),
    ("batch.instance-selections", 50, "item", "max", "instance selections of one job", "preview", B_FLEX, _DAY,
     "In the v1alpha API."),
    ("batch.instance-selection-machine-types", 200, "type", "max", "machine types of all instance selections",
     "preview", B_FLEX, _DAY, "No type twice."),
    ("batch.instance-selection-name-length", 63, "character", "max", "the name of an instance selection", "preview",
     B_FLEX, _DAY, "As RFC 1035 has it."),
    ("batch.instance-selection-name-length-min", 1, "character", "min", "the name of an instance selection", "preview",
     B_FLEX, _DAY, "As RFC 1035 has it."),
    ("batch.allowed-regions", 1, "region", "max", "regions of allowedLocations", "ga", B_API, _DAY,
     "Several zones of it are fine. Since 2026-07-31 it has to be the job's own for nearly all projects."),

    # Disks of Batch
    ("batch.persistent-disk-size", 65_536, "GB", "max", "a disk of type pd-standard, pd-balanced or pd-ssd", "ga",
     B_DISK, _DAY, "From a dump of the Compute Engine API."),
    ("batch.persistent-disk-size-min", 10, "GB", "min", "a disk of type pd-standard, pd-balanced or pd-ssd", "ga",
     B_DISK, _DAY, "From a dump of the Compute Engine API; never less than the image."),
    ("batch.pd-extreme-size-min", 500, "GB", "min", "a disk of type pd-extreme", "ga", B_DISK, _DAY,
     "From a dump of the Compute Engine API."),
    ("batch.hyperdisk-balanced-size", 65_536, "GB", "max", "a disk of type hyperdisk-balanced", "ga", B_DISK, _DAY,
     "From a dump of the Compute Engine API."),
    ("batch.hyperdisk-balanced-size-min", 4, "GB", "min", "a disk of type hyperdisk-balanced", "ga", B_DISK, _DAY,
     "From a dump of the Compute Engine API."),
    ("batch.hyperdisk-extreme-size-min", 64, "GB", "min", "a disk of type hyperdisk-extreme", "ga", B_DISK, _DAY,
     "From a dump of the Compute Engine API."),
    ("batch.hyperdisk-throughput-size", 32_768, "GB", "max", "a disk of type hyperdisk-throughput", "ga", B_DISK, _DAY,
     "From a dump of the Compute Engine API."),
    ("batch.hyperdisk-throughput-size-min", 2_048, "GB", "min", "a disk of type hyperdisk-throughput", "ga", B_DISK,
     _DAY, "From a dump of the Compute Engine API."),
    ("batch.local-ssd-size", 375, "GB", "fixed", "one partition of local SSD", "ga", B_API, _DAY,
     "Other sizes are rounded up to a multiple."),
    ("batch.local-ssd-configurations", 1, "item", "max", "local SSD entries of one VM", "ga", B_API, _DAY,
     "One entry can hold several partitions."),

    # Names of Batch
    ("batch.job-id-length", 63, "character", "max", "the id of a job", "ga", B_API, _DAY,
     "Small letters, digits and hyphens; starts with a letter and doesn't end with a hyphen."),
    ("batch.job-prefix-suffix-length", 16, "character", "fixed", "what gcloud puts behind --job-prefix", "ga", B_GCLOUD,
     _DAY, "A hyphen, the date, a hyphen and the time; counts towards the id."),
    ("batch.labels-per-resource", 64, "label", "max", "labels of one resource", "ga", B_API_ALPHA, _DAY,
     "Keys that start with goog- or google- are Google's own."),
    ("batch.label-key-length", 63, "character", "max", "the key of a label", "ga", B_LABELS, _DAY,
     "Starts with a small letter."),
    ("batch.label-value-length", 63, "character", "max", "the value of a label", "ga", B_LABELS, _DAY,
     "May be empty; no capitals."),
    ("batch.network-tag-length", 63, "character", "max", "a network tag", "ga", B_API, _DAY, "As RFC 1035 has it."),
    ("batch.network-tag-length-min", 1, "character", "min", "a network tag", "ga", B_API, _DAY, "As RFC 1035 has it."),
)
# fmt: on

WRITTEN = {
    "cloud-run.task-timeout": "168 hours",
    "batch.job-size": "1 MB",
}

PREVIEW = {
    "cloud-run.gpu-task-timeout": (
        43_200,
        "https://docs.cloud.google.com/run/docs/configuring/task-timeout?no_redirect=true",
        "In one copy of the page and nowhere else. At maintenance a GPU task is ended, not moved: save its progress.",
    ),
}
