"""Lists of scalars, parts of which there is one, and what the models derive from their fields."""

from __future__ import annotations

import pytest

from jobs_lint.model.setting import UNKNOWN
from unit.model.nodes import RUN, batch, cloud_run, line_and_text

TASK = "spec:\n  template:\n    spec:\n      template:\n        spec: %s\n"
GROUP = "taskGroups: [{taskSpec: %s}]\n"
MIB = 2**20


def _containers(text: str) -> str:
    return TASK % f"{{containers: {text}}}"


def test_a_list_of_texts_has_its_places() -> None:
    text = _containers("[{command: [python, '-m'], args: [a]}]")
    (container,) = cloud_run(text).containers
    second = container.command[1].value
    assert [each.value.value for each in container.command] == ["python", "-m"]
    assert second.field == "spec.template.spec.template.spec.containers[0].command[1]"
    assert line_and_text(RUN + text, second.span)[1] == "'-m'"


@pytest.mark.parametrize(
    ("args", "values", "one_text", "unknown"),
    [
        ("[a, b]", ["a", "b"], None, False),
        ("[a]", ["a"], None, False),
        ("a b", ["a b"], "a b", False),
        ("[]", [], None, False),
        ("", [], None, False),
        ("'${ARGS}'", [], UNKNOWN, True),
        ("{{ x }}", [], UNKNOWN, True),
        ("{a: b}", [], None, True),
        ("[a, '${X}']", ["a", UNKNOWN], None, False),
    ],
)
def test_a_list_and_what_stands_in_its_stead(args: str, values: list[object], one_text: object, unknown: bool) -> None:
    (container,) = cloud_run(_containers(f"[{{image: a, args: {args}}}]")).containers
    assert [each.value.value for each in container.args] == values
    assert container.args_text.value is one_text or container.args_text.value == one_text
    assert container.args_text.is_unknown == (one_text is UNKNOWN)
    assert container.args_text.is_set == isinstance(one_text, str)
    assert container.args.is_unknown == unknown


@pytest.mark.parametrize(
    ("probe", "is_set", "is_unknown", "port", "period"),
    [
        ("{tcpSocket: {port: 80}}", True, False, 80, 10**10),
        ("{}", True, False, None, 10**10),
        ("", False, False, None, 10**10),
        ("'${PROBE}'", False, True, UNKNOWN, UNKNOWN),
        ("[{}]", False, True, UNKNOWN, UNKNOWN),
    ],
)
def test_a_part_of_which_there_is_one(probe: str, is_set: bool, is_unknown: bool, port: object, period: object) -> None:
    (container,) = cloud_run(_containers(f"[{{startupProbe: {probe}}}]")).containers
    found = container.startup_probe
    assert (found.is_set, found.is_unknown, found.is_written) == (is_set, is_unknown, is_set or is_unknown)
    assert (found.tcp_port.value, found.period.value) == (port, period)


def test_a_part_that_is_not_there_points_at_its_parent() -> None:
    text = GROUP % "{runnables: []}" + "allocationPolicy:\n  instances: [{policy: {machineType: a}}]\n"
    disk = batch(text).boot_disk
    assert not disk.is_written
    assert disk.field == "allocationPolicy.instances[0].policy.bootDisk"
    assert line_and_text(text, disk.finding("").span) == (3, "policy")


@pytest.mark.parametrize(
    ("containers", "cpu", "memory"),
    [
        ("[{image: a}]", 1000, 512 * MIB),
        ("[{resources: {limits: {cpu: '2', memory: 1Gi}}}, {image: b}]", 3000, 1536 * MIB),
        ("[{resources: {limits: {cpu: '${X}', memory: 1Gi}}}, {image: b}]", UNKNOWN, 1536 * MIB),
        ("[{resources: {limits: {nvidia.com/gpu: '1', cpu: '4'}}}]", 4000, UNKNOWN),
        ("[{resources: '${X}'}]", UNKNOWN, UNKNOWN),
        ("[{image: a}, '${X}']", UNKNOWN, UNKNOWN),
        ("[]", UNKNOWN, UNKNOWN),
        ("'${X}'", UNKNOWN, UNKNOWN),
    ],
)
def test_the_totals_of_a_task(containers: str, cpu: object, memory: object) -> None:
    job = cloud_run(_containers(containers))
    assert (job.cpu_total, job.memory_total) == (cpu, memory)


@pytest.mark.parametrize(
    ("containers", "index"),
    [
        ("[{image: a}]", 0),
        ("[{name: a}, {name: b}]", None),
        ("'${X}'", None),
        ("[]", None),
    ],
)
def test_the_main_container(containers: str, index: int | None) -> None:
    job = cloud_run(_containers(containers))
    assert job.main_container is (None if index is None else job.containers[index])


@pytest.mark.parametrize(
    ("volume", "kinds"),
    [
        ("{name: a, emptyDir: {}}", ("empty-dir",)),
        ("{name: a, emptyDir: }", ()),
        ("{name: a, nfs: {server: x}, secret: {secretName: y}}", ("nfs", "secret")),
        ("{name: a, csi: {driver: x}}", ("bucket",)),
    ],
)
def test_the_kinds_of_a_volume(volume: str, kinds: tuple[str, ...]) -> None:
    (found,) = cloud_run(TASK % f"{{volumes: [{volume}]}}").volumes
    assert found.kinds == kinds
    assert found.kind == (kinds[0] if len(kinds) == 1 else None)


@pytest.mark.parametrize(
    ("runnable", "kind", "kinds"),
    [
        ("{barrier: {}}", "barrier", ("barrier",)),
        ("{script: {text: a}}", "script", ("script",)),
        ("{script: {text: a}, container: {imageUri: b}}", None, ("container", "script")),
        ("{displayName: a}", None, ()),
        ("{container: '${X}'}", "container", ("container",)),
    ],
)
def test_the_kinds_of_a_runnable(runnable: str, kind: str | None, kinds: tuple[str, ...]) -> None:
    job = batch(GROUP % f"{{runnables: [{runnable}]}}")
    assert (job.runnables[0].kind, job.runnables[0].kinds) == (kind, kinds)
    assert job.uses_barriers == ("barrier" in kinds)
    assert job.runs_containers == ("container" in kinds)
    assert job.runs_scripts == ("script" in kinds)


def test_of_runnables_that_are_not_known_nothing_is() -> None:
    job = batch(GROUP % "{runnables: '${X}'}")
    assert job.uses_barriers is UNKNOWN


@pytest.mark.parametrize(
    ("instance", "truth"),
    [
        ("{policy: {provisioningModel: SPOT}}", True),
        ("{policy: {provisioningModel: 3}}", True),
        ("{policy: {provisioningModel: STANDARD}}", False),
        ("{policy: {}}", False),
        ("{instanceTemplate: a}", UNKNOWN),
        ("{policy: {provisioningModel: '${X}'}}", UNKNOWN),
    ],
)
def test_whether_vms_can_be_preempted(instance: str, truth: object) -> None:
    job = batch(GROUP % "{runnables: []}" + f"allocationPolicy: {{instances: [{instance}]}}\n")
    assert job.uses_spot is truth


@pytest.mark.parametrize(
    ("spec", "truth"),
    [
        ("{runnables: [{script: {text: 'echo $BATCH_TASK_INDEX'}}]}", True),
        ("{runnables: [{script: {text: 'echo $X'}}]}", False),
        ("{runnables: [{script: {text: '${X}'}}]}", UNKNOWN),
        ("{runnables: [{container: {commands: [a, '${X}']}}]}", UNKNOWN),
        ("{runnables: [{container: {commands: [a, b]}}]}", False),
        ("{runnables: [{container: {commands: '${X}'}}]}", UNKNOWN),
        ("{runnables: [{script: {text: a}, environment: {variables: {A: BATCH_TASK_INDEX}}}]}", True),
        ("{runnables: [{script: {text: a}}], environment: {variables: {A: '${X}'}}}", UNKNOWN),
        ("{runnables: '${X}'}", UNKNOWN),
    ],
)
def test_whether_something_is_mentioned(spec: str, truth: object) -> None:
    assert batch(GROUP % spec).mentions("BATCH_TASK_INDEX") is truth


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *(("MACHINE_TYPE", UNKNOWN), ("TYPE", UNKNOWN), ("N2_STANDARD_4", "N2_STANDARD_4"), ("Type", "Type")),
        *(("N", "N"), ("_N", "_N"), ("e2-medium", "e2-medium"), ("N2-STANDARD", "N2-STANDARD")),
    ],
)
def test_a_bare_name_in_capitals_where_letters_are_small(written: str, value: object) -> None:
    job = batch(f"taskGroups: []\nallocationPolicy: {{instances: [{{policy: {{machineType: {written}}}}}]}}\n")
    setting = job.machine_type
    assert (setting.value, setting.text, setting.is_set) == (value, written, value is not UNKNOWN)


def test_a_value_that_two_fields_have_is_told_of_once() -> None:
    text = _containers("[{resources: {limits: {cpu: 2}}}]") + "metadata:\n  labels: {a: 1}\n"
    told = sorted(quirk.field for quirk in cloud_run(text).quirks("refused-spelling"))
    assert told == ["metadata.labels.a", "spec.template.spec.template.spec.containers[0].resources.limits.cpu"]
