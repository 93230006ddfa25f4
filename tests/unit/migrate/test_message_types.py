"""What `migrate` writes is what Google's own message types take, and what our own rules have nothing against."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from google.cloud import batch_v1

from kit import GOOD_BATCH, GOOD_CLOUD_RUN, ROOT, run_here

if TYPE_CHECKING:
    from pathlib import Path

TERRAFORM = """\
resource "google_cloud_run_v2_job" "render" {
  name     = "render"
  location = "europe-west1"
  template {
    task_count  = var.tasks
    parallelism = 5
    template {
      max_retries = 2
      timeout     = "7200s"
      containers {
        image = "europe-docker.pkg.dev/acme/render/worker:3"
        env {
          name  = "MODE"
          value = "fast"
        }
        resources {
          limits = { cpu = "4", memory = "8Gi" }
        }
      }
    }
  }
}
"""
GCLOUD = """\
gcloud run jobs deploy thumbnails --image=europe-docker.pkg.dev/acme/thumbnails:1 --tasks=20 --region=europe-west1 \\
  --set-env-vars=MODE=fast,SIZE=2 --set-secrets=KEY=the-key:latest --memory=2Gi --cpu=2 --max-retries=1
"""
TEMPLATE = """\
apiVersion: run.googleapis.com/v1
kind: Job
metadata:
  name: render
  {{- include "labels" . | nindent 2 }}
spec:
  template:
    spec:
      taskCount: {{ .Values.tasks }}
      template:
        spec:
          containers:
            - image: {{ .Values.image }}
"""
OTHERS = {"main.tf": TERRAFORM, "deploy.sh": GCLOUD, "template.yaml": TEMPLATE}
SCRIPT: dict[str, Any] = {
    "taskGroups": [
        {
            "taskCount": 5,
            "taskSpec": {
                "computeResource": {"cpuMilli": 1000, "memoryMib": 1024},
                "maxRunDuration": "600s",
                "runnables": [{"script": {"text": "#!/bin/bash\nset -e\necho $BATCH_TASK_INDEX\n"}}],
            },
        }
    ]
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    for name in ("caption-images.yaml", "encode-archive.yaml", "nightly-report.yaml", "train-model.json"):
        (tmp_path / name).write_text((ROOT / "examples" / name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "good.yaml").write_text(GOOD_CLOUD_RUN, encoding="utf-8")
    (tmp_path / "good.json").write_text(json.dumps(GOOD_BATCH), encoding="utf-8")
    (tmp_path / "script.json").write_text(json.dumps(SCRIPT), encoding="utf-8")
    for name, text in OTHERS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def taken_by_batch(text: str) -> None:
    """Raises where the message type of the API doesn't take a config."""
    batch_v1.Job.from_json(json.dumps(yaml.safe_load(text)), ignore_unknown_fields=False)


@pytest.mark.parametrize("form", ["json", "yaml"])
@pytest.mark.parametrize("file", ["caption-images.yaml", "nightly-report.yaml", "good.yaml", *OTHERS])
def test_to_batch(folder: Path, file: str, form: str) -> None:
    result = run_here("migrate", file, "--to", "batch", "--project", "acme", "--format", form, cwd=folder)
    assert result.code == 0, result.err
    if "${" not in result.out and "{{" not in result.out:
        taken_by_batch(result.out)
    assert (json.loads if form == "json" else yaml.safe_load)(result.out)
    (folder / f"out.{form}").write_text(result.out, encoding="utf-8")
    checked = run_here("--fail-on", "error", f"out.{form}", cwd=folder)
    assert checked.code == 0, checked.out
    assert "(1 job)" in checked.out or "in 1 job" in checked.out


@pytest.mark.parametrize("form", ["json", "yaml"])
@pytest.mark.parametrize("file", ["encode-archive.yaml", "good.json", "train-model.json", "script.json"])
def test_to_cloud_run(folder: Path, file: str, form: str) -> None:
    args = ("migrate", file, "--to", "cloud-run", "--project", "acme", "--format", form, "--despite-blockers")
    result = run_here(*args, cwd=folder)
    assert result.code in (0, 1), result.err
    job = (json.loads if form == "json" else yaml.safe_load)(result.out)
    assert (job["apiVersion"], job["kind"]) == ("run.googleapis.com/v1", "Job")
    (folder / f"out.{form}").write_text(result.out, encoding="utf-8")
    select = () if result.code == 0 else ("--select", "SCH")
    checked = run_here(*select, f"out.{form}", cwd=folder)
    assert checked.code == 0, checked.out
    assert "(1 job)" in checked.out or "in 1 job" in checked.out
