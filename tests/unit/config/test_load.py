"""Config files are read strictly: what is wrong is refused with its place and, where it can be, the right word."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from jobs_lint.config.load import config_in, read_explicit
from jobs_lint.config.schema import ConfigError, FileConfig, IgnoreIn, LimitOverride, Place
from jobs_lint.finding import Severity
from jobs_lint.late_machines import AddedMachine, AddedMachines
from jobs_lint.quota import Quota, QuotaRow

if TYPE_CHECKING:
    from pathlib import Path


def read(folder: Path, text: str | bytes, name: str = "jobs-lint.toml") -> FileConfig:
    """The config of this text."""
    folder.joinpath(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    config = config_in(str(folder))
    assert config is not None
    return config


def refusal(folder: Path, text: str | bytes, name: str = "jobs-lint.toml") -> ConfigError:
    """The error that this text is refused with."""
    with pytest.raises(ConfigError) as caught:
        read(folder, text, name)
    assert caught.value.path.endswith(name)
    return caught.value


def test_every_key(tmp_path: Path) -> None:
    config = read(
        tmp_path,
        """
        select = ["LIM", "cost"]
        ignore = ["LIM104"]
        profile = "pedantic"
        preview = true
        exclude = ["vendor/", "*.tpl.yaml"]
        fail-on = "warning"
        location = "europe-west1"
        require-jobs = true
        max-file-size = "2 MiB"

        [severity]
        LIM103 = "info"

        [limits]
        preview = true
        "cloud-run.task-count" = { value = 20000, reason = "our quota was raised" }
        batch.task-count = { value = 15, reason = "half" }

        [quota.cloud-run."*"]
        parallel-tasks = 100
        [quota.batch.us-central1]
        vms = 50
        gpus = { nvidia-l4 = 8 }

        [machines]
        gpus = ["nvidia-x9"]
        regions = ["europe-west99"]
        [machines.types]
        x9-giga-4 = { vcpus = 4, memory = "64GiB", gpu = { type = "nvidia-x9", count = 1 } }
        x9-giga-2 = { vcpus = 2, memory = 34359738368 }

        [prices.us-central1]
        e2-vcpu = 0.02
        "machine:e2-standard-2" = 1

        [[ignore-in]]
        path = "legacy/**"
        job = "render-*"
        rules = ["LIM103"]
        reason = "moves next month"
        """,
    )
    assert config.select == ("LIM", "cost")
    assert config.ignore == ("LIM104",)
    assert config.exclude == ("vendor/", "*.tpl.yaml")
    assert config.fail_on == "warning"
    assert config.location == "europe-west1"
    assert config.require_jobs is True
    assert config.max_file_size == 2 * 1024**2
    assert config.severity == {"LIM103": Severity.INFO}
    assert config.preview_limits is True
    assert config.profile == "pedantic"
    assert config.preview is True
    assert config.quota == Quota(
        (
            QuotaRow("cloud-run", "*", "parallel-tasks", 100),
            QuotaRow("batch", "us-central1", "vms", 50),
            QuotaRow("batch", "us-central1", "gpus", 8, "nvidia-l4"),
        )
    )
    assert config.machines == AddedMachines(
        (AddedMachine("x9-giga-4", 4, 64 * 1024**3, "nvidia-x9", 1), AddedMachine("x9-giga-2", 2, 32 * 1024**3)),
        ("nvidia-x9",),
        ("europe-west99",),
    )
    assert config.prices == {"us-central1": {"e2-vcpu": 0.02, "machine:e2-standard-2": 1.0}}
    assert config.limits == {
        "cloud-run.task-count": LimitOverride(20000, "our quota was raised"),
        "batch.task-count": LimitOverride(15, "half"),
    }
    assert config.ignore_in == (IgnoreIn(("LIM103",), "moves next month", "legacy/**", "render-*", str(tmp_path)),)
    assert config.folder == str(tmp_path)


def test_an_empty_config_sets_nothing(tmp_path: Path) -> None:
    config = read(tmp_path, "")
    assert config == FileConfig(config.path, str(tmp_path))


def test_rules_and_limits_that_are_named_are_kept_with_their_places(tmp_path: Path) -> None:
    config = read(
        tmp_path,
        'select = [\n  "LIM",\n  "nope"]\n[severity]\nLIM1 = "info"\n[limits]\na.b = {value = 1, reason = "r"}\n'
        '[[ignore-in]]\nrules = ["x"]\nreason = "r"\n',
    )
    path = config.path
    assert [(mention.text, mention.place) for mention in config.mentions] == [
        ("LIM", Place(path, 2, 3)),
        ("nope", Place(path, 3, 3)),
        ("LIM1", Place(path, 5, 1)),
        ("x", Place(path, 9, 10)),
    ]
    assert [(mention.text, mention.place) for mention in config.limit_mentions] == [("a.b", Place(path, 7, 3))]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ('\nselct = ["LIM"]', 2, 1, "unknown key 'selct'; did you mean 'select'?"),
        ("fail_on = 'error'", 1, 1, "did you mean 'fail-on'?"),
        ("zzz = 1", 1, 1, "the keys are exclude, fail-on,"),
        ("select = 'LIM'", 1, 1, "'select' must be an array of strings, not a string 'LIM'"),
        ("select = [\n'a',\n  3]", 3, 3, "'select[1]' must be a string, not an integer"),
        ("ignore = [' ']", 1, 11, "must not be empty"),
        ("exclude = [2020-01-01]", 1, 12, "not a date or time"),
        ("exclude = ['*a*b*c*d']", 1, 12, "the glob '*a*b*c*d' has more than 3 wildcards"),
        ("exclude = ['!']", 1, 12, "not a valid glob"),
        ("exclude = ['# no']", 1, 12, "matches nothing"),
        ("exclude = ['a\\u0000']".replace("'", '"'), 1, 12, "NUL"),
        (f"exclude = ['{'a' * 1001}']", 1, 12, "longer than 1000 characters"),
        ("fail-on = 'warn'", 1, 1, "must be one of error, warning, info, never, not 'warn'; did you mean 'warning'?"),
        ("fail-on = true", 1, 1, "not a boolean"),
        ("location = 3", 1, 1, "'location' must be a string, not an integer"),
        ("require-jobs = 'yes'", 1, 1, "'require-jobs' must be true or false, not a string 'yes'"),
        ("max-file-size = 1.5", 1, 1, 'or a string such as "10 MiB", not a number'),
        ("max-file-size = '10 parsecs'", 1, 1, "'10 parsecs'"),
        ("max-file-size = 'MiB'", 1, 1, "a number of bytes"),
        ("max-file-size = true", 1, 1, "not a boolean"),
        ("max-file-size = 0", 1, 1, "from 1 byte to 1 GiB"),
        ("max-file-size = '2 GiB'", 1, 1, "from 1 byte to 1 GiB"),
        ("severity = 'info'", 1, 1, "'severity' must be a table"),
        ("[severity]\nLIM103 = 'eror'", 2, 1, "'severity.LIM103' must be one of error, warning, info"),
        ("[severity]\nLIM103 = 'eror'", 2, 1, "did you mean 'error'?"),
        ("[severity]\nLIM103 = 'never'", 2, 1, "one of error, warning, info, not"),
        ("profile = 'pedant'", 1, 1, "one of default, pedantic, all, not 'pedant'; did you mean 'pedantic'?"),
        ("preview = 'yes'", 1, 1, "'preview' must be true or false"),
        ("quota = 3", 1, 1, "'quota' must be a table"),
        ("[quota.cloudrun.x]\ngpus = 1", 1, 8, "unknown key 'cloudrun' in 'quota'; did you mean 'cloud-run'?"),
        ("[quota.batch]\ngpus = 1", 2, 1, "'quota.batch.gpus' must be a table of a region, or of \"*\" for any other"),
        ("[quota.batch.'us west1']\ngpus = 1", 1, 14, "must be a name of lower-case letters"),
        ("[quota.batch.'*']\nvm = 1", 2, 1, "unknown key 'vm' in 'quota.batch.*'; did you mean 'vms'?"),
        ("[quota.cloud-run.'*']\nvms = 1", 2, 1, "the keys are gpus, parallel-tasks, vcpus"),
        ("[quota.batch.'*']\nvms = '5'", 2, 1, "must be a whole number, not a string '5'"),
        ("[quota.batch.'*']\nvms = true", 2, 1, "must be a whole number, not a boolean"),
        ("[quota.batch.'*']\nvms = -1", 2, 1, "must be a number from 0"),
        ("[quota.batch.'*']\ngpus = {l4 = 1.5}", 2, 9, "must be a whole number, not a number"),
        ("[quota.batch.'*']\nvms = {l4 = 1}", 2, 1, "must be a whole number, not a table"),
        ("machines = 1", 1, 1, "'machines' must be a table"),
        ("[machines]\ntype = 1", 2, 1, "did you mean 'types'?"),
        ("[machines]\ngpus = 'x'", 2, 1, "must be an array of strings"),
        ("[machines]\nregions = ['A']", 2, 12, "must be a name of lower-case letters"),
        ("[machines.types]\nx = 1", 2, 1, "a table such as { vcpus = 4"),
        ("[machines.types.x]\nvcpus = 4", 1, 17, "'machines.types.x' has no 'memory'"),
        ("[machines.types.x]\nvcpus = 0\nmemory = 1", 2, 1, "must be a number from 1"),
        ("[machines.types.x]\nvcpus = 1\nmemory = 64", 3, 1, "must be from 128 MiB"),
        ("[machines.types.x]\nvcpus = 1\nmemory = '64 gib'", 3, 1, 'or a string such as "64 GiB"'),
        ("[machines.types.x]\nvcpus = 1\nmemory = '1GiB'\ngpu = 'l4'", 4, 1, 'type = "nvidia-l4", count = 1'),
        ("[machines.types.x]\nvcpus = 1\nmemory = '1GiB'\ngpu.type = 'l4'", 4, 1, "has no 'count'"),
        ("prices = 1", 1, 1, "'prices' must be a table, not an integer"),
        ("[prices]\ne2-vcpu = 1", 2, 1, "'prices.e2-vcpu' must be a table of a region, such as { e2-vcpu = 0.0187 }"),
        ("[prices.'us west1']\ne2-vcpu = 1", 1, 9, "must be a name of lower-case letters"),
        ("[prices.us-west1]\ne2-vpcu = 1", 2, 1, "no price is called 'e2-vpcu'; did you mean 'e2-vcpu'"),
        ("[prices.us-west1]\ne2-vcpu = '1'", 2, 1, "must be a price in USD, not a string '1'"),
        ("[prices.us-west1]\ne2-vcpu = true", 2, 1, "must be a price in USD, not a boolean"),
        ("[prices.us-west1]\ne2-vcpu = -1", 2, 1, "must be a price in USD, from 0 to 1000000"),
        ("[prices.us-west1]\ne2-vcpu = nan", 2, 1, "must be a price in USD, from 0 to 1000000"),
        ("[limits]\npreview = 1", 2, 1, "'limits.preview' must be true or false"),
        ("[limits]\n'a.b' = 3", 2, 1, "reason = "),
        ("[limits]\n'a.b' = {value = 3}", 2, 1, "'limits.a.b' has no reason"),
        ("[limits]\na.b = {reason = 'r'}", 2, 3, "'limits.a.b' has no value"),
        ("[limits.a]\nb = {valu = 3, reason = 'r'}", 2, 6, "unknown key 'valu' in 'limits.a.b'; did you mean 'value'?"),
        ("[limits]\na = {}", 2, 1, "has no value"),
        (
            "[limits]\na = {value = '3', reason = 'r'}",
            2,
            6,
            "a whole number in the unit of the limit, not a string '3'",
        ),
        ("[limits]\na = {value = true, reason = 'r'}", 2, 6, "not a boolean"),
        ("[limits]\na = {value = -1, reason = 'r'}", 2, 6, "from 0"),
        ("[limits]\na = {value = nan, reason = 'r'}", 2, 6, "a whole number"),
        ("[limits]\na = {value = 1.5, reason = 'r'}", 2, 6, "a whole number"),
        ("[limits]\na = {value = 1, reason = ''}", 2, 17, "must not be empty"),
        ("[ignore-in]\nrules = []", 1, 2, "each under its own [[ignore-in]]"),
        ("ignore-in = [1]", 1, 14, "'ignore-in[0]' must be a table"),
        ("[[ignore-in]]\nrules = ['x']", 1, 3, "must have 'reason'"),
        ("[[ignore-in]]\nreason = 'x'", 1, 3, "must have 'rules'"),
        ("[[ignore-in]]\nreason = 'x'\nrules = []", 3, 1, "must name a rule"),
        ("[[ignore-in]]\nreason = 'x'\nrules = ['x']\njobs = 'y'", 4, 1, "did you mean 'job'?"),
        ("[[ignore-in]]\nreason = 'x'\nrules = ['x']\njob = 3", 4, 1, "must be a string"),
        ("[[ignore-in]]\nreason = 'x'\nrules = ['x']\npath = '!a'", 4, 1, "can't start with '!'"),
        ("[[ignore-in]]\nreason = 'x'\nrules = ['x']\npath = '*a*b*c*d'", 4, 1, "wildcards"),
    ],
)
def test_refusals(tmp_path: Path, text: str, line: int, column: int, words: str) -> None:
    error = refusal(tmp_path, text)
    assert words in error.message
    assert (error.line, error.column) == (line, column)


@pytest.mark.parametrize("key", ["plugins", "plugin"])
@pytest.mark.parametrize("name", ["jobs-lint.toml", ".jobs-lint.toml", "pyproject.toml"])
def test_plugins_are_refused_with_the_reason(tmp_path: Path, name: str, key: str) -> None:
    header = "[tool.jobs-lint]\n" if name == "pyproject.toml" else "\n"
    error = refusal(tmp_path, f'{header}fail-on = "oops"\n{key} = ["./evil.py"]', name)
    assert "can never make jobs-lint run code" in error.message
    assert "--plugin" in error.message
    assert (error.line, error.column) == (3, 1)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("select = [", 1, 11),
        ("a = 1\nb = \n", 2, 5),
        ("a = 1\na = 2\n", 2, 6),
    ],
)
def test_a_syntax_error_has_its_place(tmp_path: Path, text: str, line: int, column: int) -> None:
    error = refusal(tmp_path, text)
    assert error.message.startswith("the config is not valid TOML: ")
    assert "(at " not in error.message
    assert (error.line, error.column) == (line, column)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"x = 'a'\ny = '\xff'", "not UTF-8 (byte 0xff)"),
        (b"x = " + b"[" * 50_000, "nested too deeply"),
        (b"x = " + b"9" * 10_000, "can't be read"),
        (b"#" * (1024**2 + 1), "larger than 1 MiB"),
        ("x = 1".encode("utf-16"), "not UTF-8"),
        (b"x = '\0'", "not valid TOML"),
        (b"exclude = [" + b"'a'," * 1001 + b"]", "more than 1000 globs"),
        (b"[[ignore-in]]\nrules = ['x']\nreason = 'r'\n" * 1001, "more than 1000 entries"),
        (b"a." * 500_000 + b"a = 1", "too many parts"),
        (b"[" + b"a." * 500_000 + b"a]", "too many parts"),
        (b"x = {" + b"a." * 500_000 + b"a = 1}", "too many parts"),
        (b'x = """' + b'\\"""' * 200_000, "not valid TOML"),
        (b'x = "' + b'\\"' * 200_000, "not valid TOML"),
    ],
)
def test_hostile_configs_are_refused(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in refusal(tmp_path, data).message


def test_a_bad_byte_has_its_place(tmp_path: Path) -> None:
    error = refusal(tmp_path, b"x = 'a'\ny = '\xff'")
    assert (error.line, error.column) == (2, 6)


def test_control_characters_and_long_keys_are_shown_escaped_and_short(tmp_path: Path) -> None:
    error = refusal(tmp_path, '"\\u001b[31m' + "x" * 500 + '" = 1')
    assert "\x1b" not in error.message
    assert len(error.message) < 400


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert read(tmp_path, b'\xef\xbb\xbffail-on = "never"').fail_on == "never"


@pytest.mark.parametrize(
    ("text", "size"), [("5", 5), ('"5"', 5), ('"5B"', 5), ('"5 KB"', 5000), ('"5KiB"', 5120), ('"1 GiB"', 1024**3)]
)
def test_sizes(tmp_path: Path, text: str, size: int) -> None:
    assert read(tmp_path, f"max-file-size = {text}").max_file_size == size


def test_precedence_in_one_folder(tmp_path: Path) -> None:
    tmp_path.joinpath("pyproject.toml").write_text('[tool.jobs-lint]\nlocation = "c"')
    assert read(tmp_path, '[tool.jobs-lint]\nlocation = "c"', "pyproject.toml").location == "c"
    assert read(tmp_path, 'location = "b"', ".jobs-lint.toml").location == "b"
    assert read(tmp_path, 'location = "a"').location == "a"


@pytest.mark.parametrize(
    "text",
    ["[tool.other]\nx = 1", "[project]\nname = 'jobs-lint'", "dependencies = ['jobs-lint'", "[tool]\nx = 'jobs-lint'"],
)
def test_a_pyproject_without_our_table_is_no_config(tmp_path: Path, text: str) -> None:
    tmp_path.joinpath("pyproject.toml").write_text(text)
    assert config_in(str(tmp_path)) is None


@pytest.mark.parametrize(
    "text",
    [
        "[tool.jobs-lint]\nlocation = 'x'",
        "[tool]\njobs-lint.location = 'x'",
        "tool = { 'jobs-lint' = {location = 'x'}}",
    ],
)
def test_every_spelling_of_our_table_counts(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text, "pyproject.toml").location == "x"


def test_places_in_a_pyproject(tmp_path: Path) -> None:
    error = refusal(tmp_path, '[tool.x]\nselct = 1\n[tool.jobs-lint]\n selct = ["x"]\n', "pyproject.toml")
    assert (error.line, error.column) == (4, 2)


def test_our_table_must_be_one(tmp_path: Path) -> None:
    error = refusal(tmp_path, "[tool]\njobs-lint = 3", "pyproject.toml")
    assert error.message == "tool.jobs-lint must be a table"
    assert (error.line, error.column) == (2, 1)


def test_a_fifo_for_a_config_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "jobs-lint.toml")
    with pytest.raises(ConfigError, match="not a regular file"):
        config_in(str(tmp_path))


def test_a_dangling_link_for_a_config_is_refused(tmp_path: Path) -> None:
    tmp_path.joinpath("jobs-lint.toml").symlink_to("nowhere")
    with pytest.raises(ConfigError, match="No such file"):
        config_in(str(tmp_path))


def test_an_explicit_config_must_be_there_and_hold_our_table(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file"):
        read_explicit(str(tmp_path / "none.toml"))
    path = tmp_path / "pyproject.toml"
    path.write_text("[project]")
    with pytest.raises(ConfigError, match=r"no \[tool.jobs-lint\] table"):
        read_explicit(str(path))
    path.write_text("[tool.jobs-lint]\nlocation = 'x'")
    assert read_explicit(str(path)).location == "x"


def test_the_error_reads_like_a_compiler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert str(refusal(tmp_path, "\n x = 1")).startswith("jobs-lint.toml:2:2: unknown key 'x'")
