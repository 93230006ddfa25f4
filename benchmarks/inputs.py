"""The files that the benchmarks are run on, made afresh from a few templates, each with names of its own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_RUN = """\
apiVersion: run.googleapis.com/v1
kind: Job
metadata:
  name: report-{n}
  labels:
    team: finance
    cost-center: "{n}"
  annotations:
    run.googleapis.com/launch-stage: GA
spec:
  template:
    metadata:
      annotations:
        run.googleapis.com/execution-environment: gen2
    spec:
      taskCount: {tasks}
      parallelism: 4
      template:
        spec:
          maxRetries: 2
          timeoutSeconds: {timeout}
          serviceAccountName: report-{n}@acme-data.iam.gserviceaccount.com
{gpu}          containers:
            - image: europe-docker.pkg.dev/acme-data/jobs/report:{n}
              command: ["python", "-m", "report"]
              args: ["--month", "last", "--shard", "{n}"]
              env:
                - name: BUCKET
                  value: acme-reports-{n}
                - name: DATABASE_PASSWORD
                  valueFrom:
                    secretKeyRef:
                      name: database-password
                      key: latest
              resources:
                limits:
                  cpu: "2"
                  memory: 4Gi
"""

_BATCH = """\
taskGroups:
  - taskCount: {tasks}
    parallelism: 4
    taskSpec:
      maxRetryCount: 2
      maxRunDuration: 7200s
      computeResource:
        cpuMilli: 4000
        memoryMib: 16384
      runnables:
        - container:
            imageUri: europe-docker.pkg.dev/acme-data/jobs/resize:{n}
            commands: ["--shard", "{n}"]
        - script:
            text: |
              set -eu
              echo "shard {n} is done"
      environment:
        variables:
          BUCKET: acme-images-{n}
allocationPolicy:
  instances:
    - policy:
        machineType: n2-standard-8
        provisioningModel: SPOT
labels:
  team: media
logsPolicy:
  destination: CLOUD_LOGGING
"""

_BATCH_JSON = """\
{{
  "taskGroups": [
    {{
      "taskCount": "{tasks}",
      "parallelism": "4",
      "taskSpec": {{
        "maxRetryCount": 2,
        "maxRunDuration": "7200s",
        "computeResource": {{"cpuMilli": "4000", "memoryMib": "16384"}},
        "runnables": [
          {{
            "container": {{
              "imageUri": "europe-docker.pkg.dev/acme-data/jobs/encode:{n}",
              "commands": ["--part", "{n}"]
            }}
          }}
        ],
        "environment": {{"variables": {{"BUCKET": "acme-videos-{n}"}}}}
      }}
    }}
  ],
  "allocationPolicy": {{
    "instances": [{{"policy": {{"machineType": "n2-standard-8", "provisioningModel": "STANDARD"}}}}]
  }},
  "labels": {{"team": "media"}},
  "logsPolicy": {{"destination": "CLOUD_LOGGING"}}
}}
"""

_TERRAFORM = """\
variable "timeout" {{
  type    = string
  default = "{timeout}s"
}}

resource "google_cloud_run_v2_job" "report" {{
  name     = "report-{n}"
  location = "europe-west1"

  labels = {{
    team        = "finance"
    cost-center = "{n}"
  }}

  template {{
    task_count  = {tasks}
    parallelism = 4

    template {{
      max_retries           = 2
      timeout               = var.timeout
      service_account       = "report-{n}@acme-data.iam.gserviceaccount.com"
      execution_environment = "EXECUTION_ENVIRONMENT_GEN2"

      containers {{
        image   = "europe-docker.pkg.dev/acme-data/jobs/report:{n}"
        command = ["python", "-m", "report"]
        args    = ["--month", "last", "--shard", "{n}"]

        env {{
          name  = "BUCKET"
          value = "acme-reports-{n}"
        }}

        env {{
          name = "DATABASE_PASSWORD"
          value_source {{
            secret_key_ref {{
              secret  = "database-password"
              version = "latest"
            }}
          }}
        }}

        resources {{
          limits = {{
            cpu    = "2"
            memory = "4Gi"
          }}
        }}
      }}
    }}
  }}
}}
"""

_DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-{n}
  namespace: shop
  labels:
    app: shop-{n}
spec:
  replicas: 3
  selector:
    matchLabels:
      app: shop-{n}
  template:
    metadata:
      labels:
        app: shop-{n}
    spec:
      containers:
        - name: web
          image: registry.example.com/shop/web:{n}
          ports:
            - containerPort: 8080
          env:
            - name: DATABASE
              value: postgres://db-{n}/shop
          resources:
            requests:
              cpu: 250m
              memory: 256Mi
            limits:
              memory: 512Mi
          readinessProbe:
            httpGet:
              path: /ready
              port: 8080
            periodSeconds: 5
          volumeMounts:
            - name: settings
              mountPath: /etc/shop
      volumes:
        - name: settings
          configMap:
            name: shop-{n}
"""

_WORKFLOW = """\
name: build-{n}
on:
  push:
    branches: [main, "release/{n}"]
  pull_request:
permissions:
  contents: read
jobs:
  test:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        python: ["3.11", "3.12", "3.13"]
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: ${{{{ matrix.python }}}}
      - name: install
        run: |
          python -m pip install --upgrade pip
          pip install -e '.[dev]'
      - name: test part {n}
        run: pytest tests/part_{n}
        env:
          PART: "{n}"
  image:
    needs: test
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: docker build --tag registry.example.com/shop:{n} .
"""

_COMPOSE = """\
services:
  web:
    image: registry.example.com/web:{n}
    build:
      context: ./web
      args:
        VERSION: "{n}"
    ports:
      - "8080:8080"
    environment:
      DATABASE_URL: postgres://app@db/app_{n}
      CACHE_URL: redis://cache:6379/{n}
    depends_on:
      db:
        condition: service_healthy
  db:
    image: postgres:16
    volumes:
      - data-{n}:/var/lib/postgresql/data
    healthcheck:
      test: ["CMD", "pg_isready", "-U", "app"]
      interval: 5s
      retries: 5
  cache:
    image: redis:7
volumes:
  data-{n}: {{}}
"""

_GPU = "          nodeSelector:\n            run.googleapis.com/accelerator: nvidia-l4\n"


def clean_job(number: int) -> str:
    """A Cloud Run job in which nothing is wrong."""
    return _RUN.format(n=number, tasks=20, timeout=1800, gpu="")


def job_with_finding(number: int) -> str:
    """A Cloud Run job whose GPU tasks may run for two hours, which is one too many."""
    return _RUN.format(n=number, tasks=20, timeout=7200, gpu=_GPU)


def _job(number: int) -> tuple[str, str]:
    """Half Cloud Run, half Batch, of which half JSON; one in twenty has a finding."""
    if number % 20 == 0:
        return "yaml", job_with_finding(number)
    if number % 4 == 1:
        return "yaml", _BATCH.format(n=number, tasks=40)
    if number % 4 == 3:
        return "json", _BATCH_JSON.format(n=number, tasks=40)
    return "yaml", clean_job(number)


def _other(number: int) -> tuple[str, str]:
    """A file that holds no job: a third each Deployments, GitHub workflows and compose files."""
    return "yaml", (_DEPLOYMENT, _WORKFLOW, _COMPOSE)[number % 3].format(n=number)


def write(folder: str, name: str, text: str) -> str:
    """Write one file; its path."""
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def _many(folder: str, count: int, make: Callable[[int], tuple[str, str]]) -> str:
    for number in range(count):
        ending, text = make(number)
        write(os.path.join(folder, f"part-{number // 250:02}"), f"file-{number:05}.{ending}", text)
    return folder


def jobs(folder: str, count: int) -> str:
    """A folder with this many job files, 250 to a subfolder."""
    return _many(folder, count, _job)


def clean_jobs(folder: str, count: int) -> str:
    """A folder with this many job files without a finding."""
    return _many(folder, count, lambda number: _job(number) if number % 20 else ("yaml", clean_job(number)))


def others(folder: str, count: int) -> str:
    """A folder with this many YAML files that hold no job."""
    return _many(folder, count, _other)


def terraform(folder: str, count: int) -> str:
    """A folder with this many modules of Terraform, each one file with a job; one in twenty has a finding."""
    for number in range(count):
        text = _TERRAFORM.format(n=number, tasks=20 if number % 20 else 20_000, timeout=1800)
        write(os.path.join(folder, f"module-{number:05}"), "main.tf", text)
    return folder


def same_as_terraform(folder: str, count: int) -> str:
    """A folder with the jobs of `terraform` as YAML."""
    return _many(folder, count, lambda number: ("yaml", clean_job(number)))
