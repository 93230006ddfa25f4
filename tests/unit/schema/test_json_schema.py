"""The JSON Schemas, held against good and bad jobs with a library for them."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

from jobs_lint.limits import Limits, Override
from jobs_lint.schema import load, names
from jobs_lint.schema.annotations import EXECUTION, JOB, LEVELS
from jobs_lint.schema.bounds import ROWS, SERVICES
from jobs_lint.schema.json_schema import json_schema
from kit import ROOT, run_here

LIMITS = Limits.default()
SCHEMAS = {name: json_schema(name, LIMITS) for name in names()}

GOOD = {
    "cloud-run-v1": """
        apiVersion: run.googleapis.com/v1
        kind: Job
        metadata:
          name: thumbnails
          labels: {team: images}
          annotations: {run.googleapis.com/launch-stage: BETA}
        spec:
          template:
            metadata:
              annotations: {run.googleapis.com/execution-environment: gen2}
            spec:
              taskCount: 100
              parallelism: "10"
              template:
                spec:
                  maxRetries: 0
                  timeoutSeconds: "3600"
                  serviceAccountName: thumbnails@example.iam.gserviceaccount.com
                  nodeSelector: {run.googleapis.com/accelerator: nvidia-l4}
                  containers:
                  - image: europe-docker.pkg.dev/example/images/thumbnails
                    args: [--all]
                    env:
                    - {name: MODE, value: fast}
                    - {name: TOKEN, valueFrom: {secretKeyRef: {name: token, key: latest}}}
                    resources: {limits: {cpu: "4", memory: 16Gi, nvidia.com/gpu: "1"}}
                    startupProbe: {tcpSocket: {port: 8080}, periodSeconds: 240, failureThreshold: 2}
                    volumeMounts: [{name: scratch, mountPath: /scratch}]
                  volumes:
                  - {name: scratch, emptyDir: {medium: Memory, sizeLimit: 1Gi}}
    """,
    "cloud-run-v2": """
        labels: {team: images}
        launchStage: GA
        template:
          taskCount: 10
          parallelism: 0
          template:
            timeout: 3600.5s
            maxRetries: 10
            serviceAccount: thumbnails@example.iam.gserviceaccount.com
            executionEnvironment: EXECUTION_ENVIRONMENT_GEN2
            containers:
            - image: europe-docker.pkg.dev/example/images/thumbnails
              env:
              - {name: MODE, value: fast}
              - {name: TOKEN, valueSource: {secretKeyRef: {secret: token, version: latest}}}
              resources: {limits: {cpu: "1", memory: 512Mi}}
              volumeMounts: [{name: models, mountPath: /models}]
            volumes:
            - {name: models, gcs: {bucket: example-models, readOnly: true}}
            vpcAccess: {networkInterfaces: [{network: default, tags: [jobs]}], egress: ALL_TRAFFIC}
    """,
    "batch": """
        priority: 99
        taskGroups:
        - taskCount: "100000"
          parallelism: 50
          taskSpec:
            runnables:
            - container: {imageUri: europe-docker.pkg.dev/example/images/encode, commands: [encode]}
              timeout: 60s
            - script: {text: echo done}
              alwaysRun: true
            computeResource: {cpuMilli: "2000", memoryMib: 4096}
            maxRetryCount: 3
            maxRunDuration: 1209600s
            environment: {variables: {MODE: fast}}
            lifecyclePolicies: [{action: RETRY_TASK, actionCondition: {exitCodes: [50001, 1]}}]
            volumes: [{gcs: {remotePath: example-films}, mountPath: /mnt/films}]
        allocationPolicy:
          instances:
          - policy:
              machineType: e2-standard-4
              provisioningModel: SPOT
              disks: [{newDisk: {type: pd-balanced, sizeGb: 100}, deviceName: work}]
        logsPolicy: {destination: CLOUD_LOGGING}
    """,
}
JOBS: dict[str, dict[str, Any]] = {name: yaml.safe_load(text) for name, text in GOOD.items()}

V1_TASK = "spec template spec template spec"
RUN = "run.googleapis.com/"
ONE_CONTAINER = {"image": "europe-docker.pkg.dev/example/images/thumbnails"}
GROUP = "taskGroups 0"
SPEC = f"{GROUP} taskSpec"
MISSING = object()

# What is changed in the good job, to what, and the path at which the schema finds fault with it.
Change = tuple[str, str, Any, str]
BAD: tuple[Change, ...] = (
    ("cloud-run-v1", "apiVersion", "run.googleapis.com/v2", "apiVersion"),
    ("cloud-run-v1", "kind", "Service", "kind"),
    ("cloud-run-v1", "metadata name", MISSING, "metadata"),
    ("cloud-run-v1", "metadata name", "a" * 64, "metadata name"),
    ("cloud-run-v1", "metadata labels team", 7, "metadata labels team"),
    ("cloud-run-v1", "spec template", MISSING, "spec"),
    ("cloud-run-v1", "spec template spec taskCount", 10_001, "spec template spec taskCount"),
    ("cloud-run-v1", "spec template spec taskCount", "10001", "spec template spec taskCount"),
    ("cloud-run-v1", "spec template spec taskCount", 0, "spec template spec taskCount"),
    ("cloud-run-v1", "spec template spec maxRetries", 3, "spec template spec"),
    ("cloud-run-v1", "spec template spec template metadata", {}, "spec template spec template"),
    ("cloud-run-v1", f"{V1_TASK} max_retries", 3, V1_TASK),
    ("cloud-run-v1", f"{V1_TASK} maxRetries", True, f"{V1_TASK} maxRetries"),
    ("cloud-run-v1", f"{V1_TASK} maxRetries", 2.5, f"{V1_TASK} maxRetries"),
    ("cloud-run-v1", f"{V1_TASK} maxRetries", 11, f"{V1_TASK} maxRetries"),
    ("cloud-run-v1", f"{V1_TASK} timeoutSeconds", "600s", f"{V1_TASK} timeoutSeconds"),
    ("cloud-run-v1", f"{V1_TASK} timeoutSeconds", 604_801, f"{V1_TASK} timeoutSeconds"),
    ("cloud-run-v1", f"{V1_TASK} containers", [], f"{V1_TASK} containers"),
    ("cloud-run-v1", f"{V1_TASK} containers 0 image", MISSING, f"{V1_TASK} containers 0"),
    ("cloud-run-v1", f"{V1_TASK} containers 0 args", 7, f"{V1_TASK} containers 0 args"),
    ("cloud-run-v1", f"{V1_TASK} containers 0 env", {"MODE": "fast"}, f"{V1_TASK} containers 0 env"),
    ("cloud-run-v1", f"{V1_TASK} containers 0 imagePullPolicy", "always", f"{V1_TASK} containers 0 imagePullPolicy"),
    ("cloud-run-v1", f"{V1_TASK} volumes 0 emptyDir medium", "MEMORY", f"{V1_TASK} volumes 0 emptyDir medium"),
    ("cloud-run-v1", "spec template spec taskCount", "0", "spec template spec taskCount"),
    ("cloud-run-v1", f"{V1_TASK} timeoutSeconds", "0", f"{V1_TASK} timeoutSeconds"),
    (
        "cloud-run-v1",
        f"metadata annotations {RUN}vpc-access-egress",
        "all",
        f"metadata annotations {RUN}vpc-access-egress",
    ),
    (
        "cloud-run-v1",
        f"spec template metadata annotations {RUN}launch-stage",
        "BETA",
        f"spec template metadata annotations {RUN}launch-stage",
    ),
    ("cloud-run-v1", f"{V1_TASK} containers 0 env 0 value", 8080, f"{V1_TASK} containers 0 env 0 value"),
    ("cloud-run-v1", f"{V1_TASK} containers 0 env 1 value", "x", f"{V1_TASK} containers 0 env 1 valueFrom"),
    ("cloud-run-v1", f"{V1_TASK} containers 0 resources limits cpu", 4, f"{V1_TASK} containers 0 resources limits cpu"),
    (
        "cloud-run-v1",
        f"{V1_TASK} containers 0 startupProbe periodSeconds",
        241,
        f"{V1_TASK} containers 0 startupProbe periodSeconds",
    ),
    ("cloud-run-v1", f"{V1_TASK} volumes 0 emptyDir", MISSING, f"{V1_TASK} volumes 0"),
    ("cloud-run-v2", "template", MISSING, ""),
    ("cloud-run-v2", "spec", {}, ""),
    ("cloud-run-v2", "launchStage", "GENERAL", "launchStage"),
    ("cloud-run-v2", "template template timeout", 600, "template template timeout"),
    ("cloud-run-v2", "template template timeout", "10m", "template template timeout"),
    ("cloud-run-v2", "template template timeout", "604801s", "template template timeout"),
    ("cloud-run-v2", "template template timeout", "604800.5s", "template template timeout"),
    ("cloud-run-v2", "template template timeout", "0s", "template template timeout"),
    ("cloud-run-v2", "template template timeout", "0.5s", "template template timeout"),
    ("cloud-run-v2", "template template timeout", "-5s", "template template timeout"),
    ("cloud-run-v2", "template template containers 0 args", "--all", "template template containers 0 args"),
    ("cloud-run-v2", "template template containers 0 image", MISSING, "template template containers 0"),
    ("cloud-run-v2", "template template serviceAccountName", "x", "template template"),
    ("cloud-run-v2", "template template vpcAccess connector", "x", "template template vpcAccess networkInterfaces"),
    (
        "cloud-run-v2",
        "template template containers 0 env 1 value",
        "x",
        "template template containers 0 env 1 valueSource",
    ),
    ("batch", "taskGroups", MISSING, ""),
    ("batch", "taskGroups", [], "taskGroups"),
    ("batch", "task_groups", [], ""),
    ("batch", "priority", 100, "priority"),
    ("batch", f"{GROUP} taskCount", "100001", f"{GROUP} taskCount"),
    ("batch", f"{GROUP} taskSpec", MISSING, GROUP),
    ("batch", f"{GROUP} maxRetryCount", 3, GROUP),
    ("batch", f"{SPEC} maxRetryCount", 11, f"{SPEC} maxRetryCount"),
    ("batch", f"{GROUP} taskCount", "0", f"{GROUP} taskCount"),
    ("batch", f"{SPEC} maxRunDuration", "1209601s", f"{SPEC} maxRunDuration"),
    ("batch", f"{SPEC} maxRunDuration", "1209600.000000001s", f"{SPEC} maxRunDuration"),
    ("batch", f"{SPEC} environment variables MODE", None, f"{SPEC} environment variables MODE"),
    ("batch", f"{SPEC} runnables 0 container entrypoint", ["sh"], f"{SPEC} runnables 0 container entrypoint"),
    ("batch", f"{SPEC} maxRunDuration", 3600, f"{SPEC} maxRunDuration"),
    ("batch", f"{SPEC} runnables 0 script", {"text": "x"}, f"{SPEC} runnables 0 script"),
    ("batch", f"{SPEC} runnables 1 script", MISSING, f"{SPEC} runnables 1"),
    ("batch", f"{SPEC} runnables 1 alwaysRun", "yes", f"{SPEC} runnables 1 alwaysRun"),
    ("batch", f"{SPEC} lifecyclePolicies 0 action", "RETRY", f"{SPEC} lifecyclePolicies 0 action"),
    ("batch", "allocationPolicy instances 0 instanceTemplate", "x", "allocationPolicy instances 0 instanceTemplate"),
    ("batch", "logsPolicy destination", "STDOUT", "logsPolicy destination"),
)
FINE: tuple[Change, ...] = (
    ("cloud-run-v1", "metadata name", "${PREFIX}-" + "x" * 63, ""),
    ("cloud-run-v1", "spec template spec taskCount", "{{ .Values.tasks }}", ""),
    ("cloud-run-v1", f"{V1_TASK} timeoutSeconds", 604_800, ""),
    ("cloud-run-v1", f"{V1_TASK} timeoutSeconds", "${TIMEOUT}", ""),
    ("cloud-run-v1", "status", {"observedGeneration": 3}, ""),
    ("cloud-run-v1", "metadata namespace", 123456, ""),
    ("cloud-run-v1", "metadata labels", "${LABELS}", ""),
    ("cloud-run-v1", "metadata labels", ["LABELS"], ""),
    ("cloud-run-v1", f"metadata annotations {RUN}next-year", "x", ""),
    ("cloud-run-v1", f"metadata annotations {RUN}launch-stage", "NEXT", ""),
    ("cloud-run-v1", f"{V1_TASK} volumes 0 emptyDir", None, ""),
    ("cloud-run-v1", f"{V1_TASK} volumes 0 emptyDir medium", "", ""),
    ("cloud-run-v1", f"{V1_TASK} nodeSelector {RUN}accelerator", "nvidia-next", ""),
    ("cloud-run-v1", f"{V1_TASK} containers", ONE_CONTAINER, ""),
    ("cloud-run-v1", f"{V1_TASK} containers 0 args", "--all", ""),
    ("cloud-run-v1", f"{V1_TASK} containers 0 env", None, ""),
    ("cloud-run-v1", f"{V1_TASK} containers 0 env", ["[VARIABLES]"], ""),
    ("cloud-run-v1", f"{V1_TASK} containers 0 env 0 value", None, ""),
    ("cloud-run-v1", f"{V1_TASK} containers 0 env 1 value", "", ""),
    ("cloud-run-v1", f"{V1_TASK} containers 0 resources limits example.com/thing", "1", ""),
    ("cloud-run-v1", f"{V1_TASK} containers 0 {{{{more}}}}", "x", ""),
    ("cloud-run-v2", "template template timeout", "604800.000s", ""),
    ("cloud-run-v2", "template template timeout", "1.5s", ""),
    ("cloud-run-v2", "template template vpcAccess connector", None, ""),
    ("cloud-run-v2", "template template volumes 0 gcs readOnly", "true", ""),
    ("cloud-run-v2", "template template containers 0", {"sourceCode": {}}, ""),
    ("cloud-run-v2", "template template timeout", "${timeout}s", ""),
    ("cloud-run-v2", "launchStage", "$STAGE", ""),
    ("cloud-run-v2", "launchStage", 4, ""),
    ("cloud-run-v2", "template template timeout", "TIMEOUTs", ""),
    ("cloud-run-v2", "template parallelism", "PARALLELISM", ""),
    ("cloud-run-v2", "generation", "12", ""),
    ("batch", f"{SPEC} runnables 1 alwaysRun", "{{ always }}", ""),
    ("batch", f"{SPEC} runnables 1 barrier", MISSING, ""),
    ("batch", f"{SPEC} runnables 1 barrier", None, ""),
    ("batch", f"{SPEC} runnables 1", ["RUNNABLES"], ""),
    ("batch", "taskGroups", {"taskSpec": {"runnables": {"script": {"text": "date"}}}}, ""),
    ("batch", f"{SPEC} lifecyclePolicies 0 actionCondition exitCodes", 50001, ""),
    ("batch", f"{SPEC} volumes 0 mountOptions", "rw,async", ""),
    ("batch", "labels", "{{ labels }}", ""),
    ("batch", "status", {"taskGroups": {"group0": {"counts": {"RUNNING": "3"}}}}, ""),
)


def _validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(SCHEMAS[name])


def _changed(name: str, path: str, value: Any) -> Any:
    job = deepcopy(JOBS[name])
    *above, last = [int(key) if key.isdigit() else key for key in path.split()]
    node: Any = job
    for key in above:
        node = node[key]
    if value is MISSING:
        node.pop(last, None)
    else:
        node[last] = value
    return job


@pytest.mark.parametrize("name", names())
def test_it_is_a_schema_and_a_good_job_is_good(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    assert [error.message for error in _validator(name).iter_errors(JOBS[name])] == []


@pytest.mark.parametrize(("name", "path", "value", "found"), BAD)
def test_a_bad_job_is_found_at_its_place(name: str, path: str, value: Any, found: str) -> None:
    errors = list(_validator(name).iter_errors(_changed(name, path, value)))
    assert {" ".join(map(str, error.absolute_path)) for error in errors} == {found}


@pytest.mark.parametrize(("name", "path", "value", "_"), FINE)
def test_what_may_be_right_is_not_found(name: str, path: str, value: Any, _: str) -> None:
    assert [error.message for error in _validator(name).iter_errors(_changed(name, path, value))] == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("examples/*.*")), ids=lambda path: path.name)
def test_the_examples_have_no_unknown_field(path: Any) -> None:
    """They have mistakes of their own for the rules to find; none is a field that doesn't exist."""
    job = yaml.safe_load(path.read_text(encoding="utf-8"))
    name = "batch" if "taskGroups" in job else "cloud-run-v1" if "apiVersion" in job else "cloud-run-v2"
    validators = {error.validator for error in _validator(name).iter_errors(job)}
    assert "additionalProperties" not in validators


@pytest.mark.parametrize("name", names())
def test_every_bound_is_of_a_field_and_a_hard_limit_that_all_have(name: str) -> None:
    tree = load(name)
    for message, path, ids in ROWS[name]:
        field, _, below = path.partition(".")
        there = tree.fields(message)[field]
        assert not below or below in tree.fields(there.message)
        for each in ids.split():
            limit = LIMITS[f"{SERVICES[name]}.{each}"]
            assert limit.stage == "ga"
            assert limit.preview is None
            assert limit.kind in ("min", "max", "default")


def test_the_limits_given_are_those_in_it() -> None:
    limits = LIMITS.with_overrides({"batch.task-count": Override(7, "a test")})
    count = json_schema("batch", limits)["$defs"]["TaskGroup"]["properties"]["taskCount"]
    assert count["maximum"] == 7


def test_flags_and_descriptions() -> None:
    v1 = SCHEMAS["cloud-run-v1"]["$defs"]
    assert v1["Container"]["properties"]["envFrom"]["deprecated"]
    assert v1["Job"]["properties"]["status"]["readOnly"]
    retries = v1["TaskSpec"]["properties"]["maxRetries"]
    assert retries["default"] == 3
    assert "At most 10" in retries["description"]
    assert "At most 604800 (" in v1["TaskSpec"]["properties"]["timeoutSeconds"]["description"]
    timeout = SCHEMAS["cloud-run-v2"]["$defs"]["TaskTemplate"]["properties"]["timeout"]
    assert timeout["description"].startswith("At most 604800s (")
    assert timeout["default"] == "600s"


@pytest.mark.parametrize("name", names())
def test_no_id_of_a_limit_is_shown(name: str) -> None:
    shown = json.dumps(SCHEMAS[name])
    assert not [each.id for each in LIMITS if each.id in shown]


def test_editors_have_words_for_what_clashes() -> None:
    job = _changed("batch", f"{SPEC} runnables 0 script", {"text": "x"})
    (error,) = _validator("batch").iter_errors(job)
    assert error.schema["errorMessage"] == "container and script exclude each other"


@pytest.mark.parametrize("name", names())
def test_patterns_are_written_plainly(name: str) -> None:
    shown = json.dumps(SCHEMAS[name])
    assert not re.findall(r"\{1\}|\{(\d+),\1\}|\[(\d)-\2\]|\{0\}", shown)


@pytest.mark.parametrize("name", names())
def test_every_field_but_those_that_tell_the_form_may_be_empty(name: str) -> None:
    schema = SCHEMAS[name]
    for message, made in schema["$defs"].items():
        for field, value in made["properties"].items():
            one = jsonschema.Draft202012Validator({**value, "$defs": schema["$defs"]})
            assert one.is_valid(None) == (field not in ("apiVersion", "kind") or message != "Job"), field


def test_what_is_offered() -> None:
    v1 = SCHEMAS["cloud-run-v1"]["$defs"]
    assert set(v1["ResourceRequirements"]["properties"]["limits"]["properties"]) == {"cpu", "memory", "nvidia.com/gpu"}
    selector = v1["TaskSpec"]["properties"]["nodeSelector"]["properties"]
    assert "nvidia-l4" in selector[f"{RUN}accelerator"]["examples"]
    v2 = SCHEMAS["cloud-run-v2"]["$defs"]
    assert "nvidia-l4" in v2["NodeSelector"]["properties"]["accelerator"]["examples"]
    assert SCHEMAS["batch"]["$defs"]["PlacementPolicy"]["properties"]["collocation"]["examples"] == ["COLLOCATED"]
    assert "Always" in json.dumps(v1["Container"]["properties"]["imagePullPolicy"])


@pytest.mark.parametrize(("message", "level"), [("ObjectMeta", JOB), ("ExecutionObjectMeta", EXECUTION)])
def test_annotations_are_offered_at_their_level_alone(message: str, level: str) -> None:
    keys = SCHEMAS["cloud-run-v1"]["$defs"][message]["properties"]["annotations"]["properties"]
    offered = {key for key, value in keys.items() if "doNotSuggest" not in value}
    by_service = {
        f"{RUN}{name}" for name in ("creator", "creatorEmail", "lastModifier", "lastModifierEmail", "operation-id")
    }
    assert offered == {key for key, levels in LEVELS.items() if level in levels} - by_service
    assert all("move it to" in keys[key]["errorMessage"] for key in keys.keys() - offered)


@pytest.mark.parametrize("name", names())
def test_the_command_prints_it_the_same_each_time(name: str) -> None:
    result = run_here("schema", name, cwd=ROOT)
    assert result.code == 0
    assert result.out == json.dumps(SCHEMAS[name], indent=2) + "\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("batch", "{labels: null, taskGroups: [{taskSpec: {volumes: '${VOLUMES}', runnables: [{barrier: null}]}}]}"),
        (
            "batch",
            "taskGroups: [{taskSpec: {runnables: [{container: {imageUri: x, commands: run, volumes: '/a:/b'}}]}}]",
        ),
        ("cloud-run-v2", "template: {labels: null, template: {containers: [{image: x, env: '${ENV}', args: null}]}}"),
    ],
)
def test_what_is_empty_or_filled_in_later_is_right(name: str, text: str) -> None:
    jsonschema.validate(yaml.safe_load(text), SCHEMAS[name])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("batch", "taskGroups: all"),
        ("cloud-run-v2", "template: {template: {containers: [{image: x, env: path}]}}"),
    ],
)
def test_a_text_without_a_mark_is_no_list(name: str, text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(text), SCHEMAS[name])
