"""Terraform's configuration: jobs that are resources, what others carry, and what isn't known there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from jobs_lint.model.setting import UNKNOWN
from unit.dialects.seen import cloud_run, dialects_of, findings, jobs, result

if TYPE_CHECKING:
    from jobs_lint.model.cloud_run import CloudRunJob

TF = "main.tf"
JOB = """
resource "google_cloud_run_v2_job" "render" {
  name     = "render"
  location = "us-central1"
  template {
    task_count = 10001
    template {
      max_retries = 11
      timeout     = "90000s"
      node_selector {
        accelerator = "nvidia-l4"
      }
      containers {
        image = "example"
        resources {
          limits = {
            cpu              = "8"
            memory           = "32GB"
            "nvidia.com/gpu" = "2"
          }
        }
        env {
          name  = "COUNT"
          value = 3
        }
        env {
          name = "TOKEN"
          value_source {
            secret_key_ref {
              secret  = "token"
              version = "latest"
            }
          }
        }
        volume_mounts {
          name       = "cache"
          mount_path = "/cache"
        }
      }
      volumes {
        name = "cache"
        empty_dir {
          medium     = "MEMORY"
          size_limit = "1Gi"
        }
      }
      vpc_access {
        network_interfaces {
          network    = "default"
          subnetwork = "nightly"
        }
      }
    }
  }
}
"""
ALL = [
    ("LIM101", "template.task_count"),
    ("LIM102", "template.template.max_retries"),
    ("LIM103", "template.template.timeout"),
    ("LIM105", 'template.template.containers[0].resources.limits["nvidia.com/gpu"]'),
    ("SCH003", "template.template.containers[0].resources.limits.memory"),
]
VALUES: dict[str, Any] = {
    "name": "render",
    "location": "us-central1",
    "template": [
        {
            "task_count": 10001,
            "template": {
                "max_retries": 11,
                "timeout": "90000s",
                "node_selector": {"accelerator": "nvidia-l4"},
                "containers": [
                    {
                        "image": "example",
                        "resources": {"limits": {"cpu": "8", "memory": "32GB", "nvidia.com/gpu": "2"}},
                    }
                ],
            },
        }
    ],
}


def small(task: str = "", execution: str = "", job: str = "") -> str:
    """A job with a few lines in its task, its execution and itself."""
    return f"""
resource "google_cloud_run_v2_job" "small" {{
  {job}
  template {{
    {execution}
    template {{
      {task}
    }}
  }}
}}
"""


def one(task: str = "", execution: str = "", job: str = "") -> CloudRunJob:
    return cloud_run(small(task, execution, job), TF)


def test_the_same_rules_fire() -> None:
    assert dialects_of(JOB, TF) == ["terraform"]
    assert sorted(findings(JOB, TF)) == ALL
    job = cloud_run(JOB, TF)
    assert (job.display_name, job.location.value) == ("render", "us-central1")
    assert job.address.value == "google_cloud_run_v2_job.render"


def test_all_fields_are_read() -> None:
    job = cloud_run(JOB, TF)
    assert (job.network.value, job.subnetwork.value, job.uses_gpu) == ("default", "nightly", True)
    (container,) = job.containers
    assert (container.cpu.value, container.env[0].value.value) == (8000, "3")
    assert (container.env[1].secret.value, container.env[1].secret_version.value) == ("token", "latest")
    assert container.mounts[0].mount_path.value == "/cache"
    assert (job.volumes[0].medium.value, job.volumes[0].size_limit.value) == ("MEMORY", 2**30)


def test_a_finding_stands_at_the_value_and_the_job_at_its_labels() -> None:
    lines = JOB.split("\n")
    for finding in result(JOB, TF).findings:
        line = lines[finding.start.line - 1]
        assert line[finding.start.column - 1 : finding.end.column - 1].strip('"') == finding.value
    (job,) = jobs(JOB, TF)
    assert JOB[slice(*job.place)] == '"google_cloud_run_v2_job" "render"'
    assert [seen.line for seen in result(JOB, TF).jobs] == [2]


def test_json_is_read_with_blocks_as_lists_or_not() -> None:
    text = json.dumps({"resource": {"google_cloud_run_v2_job": {"render": VALUES}}}, indent=1)
    assert dialects_of(text, "main.tf.json") == ["terraform"]
    assert [code for code, _ in sorted(findings(text, "main.tf.json"))] == [code for code, _ in ALL]
    assert cloud_run(text, "main.tf.json").address.value == "google_cloud_run_v2_job.render"


def test_what_is_absent_has_its_default() -> None:
    job = one()
    assert (job.task_count.value, job.max_retries.value, job.name.value) == (1, 3, None)
    assert job.display_name == "google_cloud_run_v2_job.small"
    assert one("max_retries = null").max_retries.value == 3


@pytest.mark.parametrize(
    "value",
    ["each.value.retries", "var.retries", "count.index", "data.x.y.z", "var.a ? 20 : 30", "local.nothing", "f(20)"],
)
def test_what_is_not_a_literal_is_unknown(value: str) -> None:
    assert one(f"max_retries = {value}").max_retries.value is UNKNOWN
    assert findings(small(f"max_retries = {value}"), TF) == []


@pytest.mark.parametrize("name", ["var.name", '"job-${var.environment}"', "each.key"])
def test_a_job_whose_name_is_no_literal_goes_by_its_address(name: str) -> None:
    job = one(job=f"name = {name}")
    assert (job.name.value, job.display_name) == (UNKNOWN, "google_cloud_run_v2_job.small")


DYNAMIC = """
dynamic "containers" {
  for_each = var.containers
  content {
    image = containers.value
    resources {
      limits = { cpu = "99", memory = "999Gi" }
    }
  }
}
"""


def test_a_dynamic_block_is_unknown() -> None:
    job = one(DYNAMIC)
    assert (job.containers.is_unknown, job.uses_gpu) == (True, UNKNOWN)
    assert findings(small(DYNAMIC), TF) == []
    both = one(DYNAMIC + 'containers {\n image = "example"\n}\n')
    assert both.containers.is_unknown
    assert one(execution='dynamic "template" {\n for_each = [1]\n content {}\n}\n').parallelism.value is None


@pytest.mark.parametrize(
    ("limits", "cpu"),
    [("{ cpu = 2, memory = var.memory }", 2000), ("var.limits", UNKNOWN), ('merge({ cpu = "1" }, var.x)', UNKNOWN)],
)
def test_limits(limits: str, cpu: object) -> None:
    text = f'containers {{\n image = "x"\n resources {{\n limits = {limits}\n }}\n }}\n'
    (container,) = one(text).containers
    assert container.cpu.value == cpu if isinstance(cpu, int) else container.cpu.value is cpu
    assert container.memory.value is UNKNOWN


@pytest.mark.parametrize("value", ["3", "3.0", '"3"'])
def test_terraform_takes_any_number(value: str) -> None:
    assert one(f"max_retries = {value}").max_retries.value == 3
    assert findings(small(f"max_retries = {value}"), TF) == []


@pytest.mark.parametrize(("value", "code"), [("true", "SCH003"), ("2.5", "SCH003"), ('"many"', "SCH003")])
def test_what_is_no_whole_number_is_refused(value: str, code: str) -> None:
    assert findings(small(f"max_retries = {value}"), TF) == [(code, "template.template.max_retries")]


@pytest.mark.parametrize(("value", "meant"), [("600", 600), ('"10m"', 600), ('"600"', 600)])
def test_a_timeout_is_a_text_of_seconds(value: str, meant: int) -> None:
    assert one(f"timeout = {value}").timeout.value == meant * 10**9
    assert findings(small(f"timeout = {value}"), TF) == [("SCH003", "template.template.timeout")]


def test_data_and_other_resources_hold_no_job() -> None:
    assert dialects_of(JOB.replace("resource", "data", 1), TF) == []
    assert dialects_of(JOB.replace('v2_job"', 'v2_job_iam_member"', 1), TF) == []


@pytest.mark.parametrize(
    ("kind", "said", "service"),
    [
        ("google_cloud_run_job", "google_cloud_run_v2_job", "cloud-run"),
        ("google_batch_job", "google_cloud_scheduler_job", "batch"),
    ],
)
def test_a_resource_that_does_not_exist(kind: str, said: str, service: str) -> None:
    text = JOB.replace("google_cloud_run_v2_job", kind)
    (finding,) = result(text, TF).findings
    assert (finding.code, finding.field, finding.value) == ("SCH006", kind, kind)
    assert (finding.start.line, finding.start.column) == (2, 10)
    assert said in finding.message
    assert finding.job is not None
    assert (finding.job.service, finding.job.name) == (service, f"{kind}.render")


@pytest.mark.parametrize(("provider", "codes"), [("google-beta", ["SCH006"]), ("google.eu", ["SCH006"]), ("acme", [])])
def test_another_provider_may_have_it(provider: str, codes: list[str]) -> None:
    text = f'resource "google_batch_job" "x" {{\n  provider = {provider}\n}}\n'
    assert [code for code, _ in findings(text, TF)] == codes


SCHEDULER = """
resource "google_cloud_scheduler_job" "nightly" {
  name = "nightly"
  http_target {
    http_method = "POST"
    uri         = "https://batch.googleapis.com/v1/projects/${var.project}/locations/${var.region}/jobs"
    body        = BODY
  }
}
"""
BODIES = {
    "encoded": """base64encode(jsonencode({
      taskGroups = [{ taskCount = 100001, taskSpec = { maxRetryCount = var.retries, runnables = local.steps } }]
    }))""",
    "not in base64": """jsonencode({
      taskGroups = [{ taskCount = 100001, taskSpec = { maxRetryCount = var.retries, runnables = local.steps } }]
    })""",
    "heredoc": """base64encode(<<-EOT
      {
        "taskGroups": [{"taskCount": 100001, "taskSpec": {"maxRetryCount": "${var.retries}",
          "runnables": [{"script": {"text": "ls"}}]}}]
      }
    EOT
    )""",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_a_batch_job_in_the_body_of_a_scheduler(body: str) -> None:
    text = SCHEDULER.replace("BODY", body)
    assert dialects_of(text, TF) == ["batch"]
    (finding,) = result(text, TF).findings
    assert (finding.code, finding.field) == ("LIM201", "taskGroups[0].taskCount")
    line = text.split("\n")[finding.start.line - 1]
    assert line[finding.start.column - 1 : finding.end.column - 1] == "100001"
    (job,) = jobs(text, TF)
    assert job.max_retries.value is UNKNOWN


@pytest.mark.parametrize("body", ['base64encode("{}")', "var.body", 'base64encode(file("job.json"))', '"{}"', "null"])
def test_other_bodies_hold_no_job(body: str) -> None:
    assert dialects_of(SCHEDULER.replace("BODY", body), TF) == []


WORKFLOW = """
resource "google_workflows_workflow" "nightly" {
  name            = "nightly"
  source_contents = SOURCE
}
"""
SOURCES = {
    "heredoc": """<<-EOT
  main:
    params: [input]
    steps:
      - create:
          call: googleapis.batch.v1.projects.locations.jobs.create
          args:
            parent: projects/${var.project}/locations/us-central1
            body:
              taskGroups:
                - taskCount: 100001
                  parallelism: $${input.parallelism}
                  taskSpec: {maxRetryCount: ${var.retries}, runnables: [{script: {text: ls}}]}
  EOT""",
    "jsonencode": """jsonencode({
    main = {
      steps = [{
        create = {
          call = "googleapis.batch.v1.projects.locations.jobs.create"
          args = {
            body = {
              taskGroups = [{
                taskCount   = 100001
                parallelism = "$${input.parallelism}"
                taskSpec    = { maxRetryCount = var.retries, runnables = [{ script = { text = "ls" } }] }
              }]
            }
          }
        }
      }]
    }
  })""",
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))
def test_a_workflow(source: str) -> None:
    text = WORKFLOW.replace("SOURCE", source)
    assert dialects_of(text, TF) == ["workflows"]
    (finding,) = result(text, TF).findings
    assert (finding.code, finding.field) == ("LIM201", "body.taskGroups[0].taskCount")
    line = text.split("\n")[finding.start.line - 1]
    assert line[finding.start.column - 1 : finding.end.column - 1] == "100001"
    (job,) = jobs(text, TF)
    assert (job.max_retries.value, job.parallelism.value) == (UNKNOWN, UNKNOWN)


@pytest.mark.parametrize(
    ("job_id", "shown"),
    [
        ("", "google_workflows_workflow.nightly"),
        ("jobId: literal", "literal"),
        ("jobId: $${input.id}", "google_workflows_workflow.nightly"),
        ("jobId: job-${var.id}", "google_workflows_workflow.nightly"),
    ],
)
def test_a_job_in_a_workflow_goes_by_its_name_or_the_resource_s(job_id: str, shown: str) -> None:
    source = SOURCES["heredoc"].replace("            parent:", f"            {job_id}\n            parent:")
    assert [job.display_name for job in jobs(WORKFLOW.replace("SOURCE", source), TF)] == [shown]


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_a_job_in_a_scheduler_goes_by_the_resource_s_address(body: str) -> None:
    (job,) = jobs(SCHEDULER.replace("BODY", body), TF)
    assert job.display_name == job.address.value
    assert job.address.text.startswith("google_cloud_scheduler_job.")


def test_a_body_with_directives_is_left_alone() -> None:
    text = '"taskGroups": [{"taskCount": 100001, "taskSpec": {"runnables": [{"script": {"text": "ls"}}]}}]'
    body = f"base64encode(<<-EOT\n  {{\n  %{{ if var.x }}\n  {text}\n  %{{ endif }}\n  }}\n  EOT\n  )"
    seen = result(SCHEDULER.replace("BODY", body), TF)
    assert (seen.jobs, seen.findings) == ((), ())


@pytest.mark.parametrize("source", ['file("workflow.yaml")', 'templatefile("workflow.yaml", {})', "var.source"])
def test_other_sources_hold_no_job(source: str) -> None:
    text = WORKFLOW.replace("SOURCE", source) + "# googleapis.batch.v1.projects.locations.jobs.create"
    assert dialects_of(text, TF) == []


def test_a_module_with_variables_gives_no_finding() -> None:
    text = """
variable "tasks" {
  type = number
}
locals {
  limits = { cpu = "2", memory = var.memory }
}
resource "google_cloud_run_v2_job" "each" {
  for_each = var.jobs
  name     = each.key
  location = each.value.region
  labels   = merge(var.labels, { team = "media" })
  template {
    task_count  = var.tasks
    parallelism = min(var.tasks, 100)
    template {
      timeout = "${each.value.minutes * 60}s"
      containers {
        image = each.value.image
        resources {
          limits = local.limits
        }
        dynamic "env" {
          for_each = each.value.env
          content {
            name  = env.key
            value = env.value
          }
        }
      }
      dynamic "volumes" {
        for_each = each.value.volumes
        content {
          name = volumes.key
        }
      }
    }
  }
}
"""
    assert dialects_of(text, TF) == ["terraform"]
    assert findings(text, TF) == []
    job = cloud_run(text, TF)
    assert job.containers[0].env.is_unknown
    assert job.volumes.is_unknown
    assert job.labels.is_unknown


def test_a_body_may_be_a_local_value_or_a_text() -> None:
    job = '{ taskGroups = [{ taskCount = 100001, taskSpec = { runnables = [{ script = { text = "ls" } }] } }] }'
    text = f"locals {{\n  job = {job}\n}}\n" + SCHEDULER.replace("BODY", "base64encode(jsonencode(local.job))")
    assert findings(text, TF) == [("LIM201", "taskGroups[0].taskCount")]
    quoted = r'"{ \"taskGroups\": [{\"taskCount\": 100001, \"taskSpec\": {\"runnables\": [{\"script\": {}}]}}]}"'
    (finding,) = (one for one in result(SCHEDULER.replace("BODY", quoted), TF).findings if one.code == "LIM201")
    assert finding.end.column - finding.start.column == len("100001")


COMMAND = """
resource "null_resource" "job" {
  provisioner "local-exec" {
    command = <<-EOT
      gcloud run jobs create render --image example \\
        --max-retries 11 --tasks ${var.tasks}
    EOT
  }
  provisioner "local-exec" {
    when    = destroy
    command = "gcloud run jobs delete render"
  }
}
"""


def test_a_command_that_a_resource_runs() -> None:
    (finding,) = result(COMMAND, TF).findings
    assert (finding.code, finding.start.line, finding.value) == ("LIM102", 6, "11")
    assert COMMAND.split("\n")[5][finding.start.column - 1 : finding.end.column - 1] == "11"


def test_a_block_that_stands_twice_is_unknown() -> None:
    job = cloud_run(JOB.replace("      max_retries = 11", "    }\n    template {\n      max_retries = 11"), TF)
    assert (job.max_retries.value, job.containers.is_unknown) == (UNKNOWN, True)


def test_what_is_broken_or_odd_holds_no_job() -> None:
    for text in ('resource "google_cloud_run_job" {}', 'resource "google_batch_job" "x" {\n  name = "${\n'):
        assert dialects_of(text, TF) == []
    assert dialects_of('{"resource": {"google_cloud_run_v2_job": [7, {"x": null}]}}', "main.tf.json") == []
