"""The command line over the nearest config over the defaults."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from jobs_lint.config.schema import ConfigError
from jobs_lint.config.settings import CliOptions, ConfigResolver, Settings, validate_limits, validate_rules

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository that is the working folder, in a folder that has a config too."""
    tmp_path.joinpath("jobs-lint.toml").write_text('location = "outside"')
    root = tmp_path / "repo"
    root.joinpath("sub", "deep").mkdir(parents=True)
    root.joinpath(".git").mkdir()
    monkeypatch.chdir(root)
    return root


@pytest.mark.usefixtures("repo")
def test_defaults() -> None:
    settings = ConfigResolver().for_path("job.yaml")
    assert settings == Settings(origins=settings.origins)
    assert settings.fail_on == "error"
    assert settings.max_file_size == 10 * 1024**2
    assert set(settings.origins.values()) == {"default"}
    assert set(settings.origins) == {
        "select",
        "ignore",
        "profile",
        "preview",
        "exclude",
        "fail-on",
        "location",
        "require-jobs",
        "max-file-size",
        "severity",
        "limits.preview",
        "limits",
        "quota",
        "machines",
        "prices",
        "ignore-in",
    }


def test_the_nearest_config_upwards_from_the_file_counts(repo: Path) -> None:
    repo.joinpath("jobs-lint.toml").write_text('location = "root"\nfail-on = "info"')
    repo.joinpath("sub", ".jobs-lint.toml").write_text('location = "sub"')
    resolver = ConfigResolver()
    assert resolver.for_path("job.yaml").location == "root"
    assert resolver.for_path("sub/job.yaml").location == "sub"
    assert resolver.for_path(str(repo / "sub" / "deep" / "job.yaml")).location == "sub"
    assert resolver.for_path("sub/../job.yaml").location == "root"
    # Configs don't add up: what the nearest doesn't set has its default.
    assert resolver.for_path("sub/job.yaml").fail_on == "error"
    assert resolver.for_path("sub/job.yaml").config_path == "sub/.jobs-lint.toml"


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_the_search_stops_at_the_root_of_the_repository(repo: Path, kind: str) -> None:
    nested = repo / "sub"
    if kind == "file":  # as in a submodule or a worktree
        nested.joinpath(".git").write_text("gitdir: elsewhere")
    else:
        nested.joinpath(".git").mkdir()
    repo.joinpath("jobs-lint.toml").write_text('location = "root"')
    assert ConfigResolver().for_path("sub/deep/job.yaml").location is None
    nested.joinpath("jobs-lint.toml").write_text('location = "sub"')
    assert ConfigResolver().for_path("sub/deep/job.yaml").location == "sub"


def test_the_command_line_beats_the_config(repo: Path) -> None:
    repo.joinpath("jobs-lint.toml").write_text(
        'select = ["LIM"]\nignore = ["A"]\nlocation = "x"\nfail-on = "info"\nrequire-jobs = true'
    )
    cli = CliOptions(select=("SCH",), ignore=("B",), fail_on="never", require_jobs=False)
    settings = ConfigResolver(cli).for_path("job.yaml")
    assert settings.select == ("SCH",)
    assert settings.ignore == ("A", "B")
    assert settings.fail_on == "never"
    assert settings.require_jobs is False
    assert settings.location == "x"
    assert settings.origins["select"] == "command line"
    assert settings.origins["ignore"] == "jobs-lint.toml, command line"
    assert settings.origins["location"] == "jobs-lint.toml"
    assert settings.origins["preview"] == "default"


def test_a_profile_on_the_command_line_takes_the_place_of_the_config_s_select(repo: Path) -> None:
    repo.joinpath("jobs-lint.toml").write_text('select = ["LIM"]\nprofile = "pedantic"\npreview = true')
    plain = ConfigResolver().for_path("job.yaml")
    assert (plain.select, plain.profile, plain.preview) == (("LIM",), "pedantic", True)
    other = ConfigResolver(CliOptions(profile="all")).for_path("job.yaml")
    assert (other.select, other.profile, other.origins["profile"]) == (None, "all", "command line")
    both = ConfigResolver(CliOptions(profile="all", select=("SCH",))).for_path("job.yaml")
    assert both.select == ("SCH",)


def test_an_explicit_config_is_the_only_one(repo: Path) -> None:
    repo.joinpath("jobs-lint.toml").write_text("not even TOML")
    repo.joinpath("sub", "other.toml").write_text('location = "other"\nexclude = ["gen/"]')
    resolver = ConfigResolver(config_file="sub/other.toml")
    assert resolver.for_path("job.yaml").location == "other"
    assert resolver.for_path("job.yaml").origins["location"] == "sub/other.toml"
    # Its globs hold below its folder, and for other files from the working folder.
    assert resolver.excluded("sub/gen/a.yaml") == "excluded by sub/other.toml"
    assert resolver.excluded("gen/a.yaml") == "excluded by sub/other.toml"
    assert resolver.excluded("a.yaml") is None


def test_isolated_reads_no_config(repo: Path) -> None:
    repo.joinpath("jobs-lint.toml").write_text("not even TOML")
    assert ConfigResolver(isolated=True).for_path("job.yaml").config_path is None


def test_a_broken_config_is_an_error_each_time(repo: Path) -> None:
    repo.joinpath("jobs-lint.toml").write_text("oops")
    resolver = ConfigResolver()
    for _ in range(2):
        with pytest.raises(ConfigError):
            resolver.for_path("job.yaml")


def test_files_of_one_config_share_their_settings(repo: Path) -> None:
    repo.joinpath("jobs-lint.toml").write_text('location = "x"')
    resolver = ConfigResolver()
    assert resolver.for_path("a.yaml") is resolver.for_path("sub/deep/b.yaml")


def test_settings_can_be_sent_to_a_worker(repo: Path) -> None:
    repo.joinpath("jobs-lint.toml").write_text(
        '[severity]\nA = "info"\n[limits]\n"a.b" = {value = 1, reason = "r"}\n'
        '[[ignore-in]]\nrules = ["x"]\nreason = "r"'
    )
    settings = ConfigResolver().for_path("a.yaml")
    assert pickle.loads(pickle.dumps(settings)) == settings
    error = ConfigError("m", "p", 2, 3)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


@pytest.mark.parametrize(
    ("path", "is_folder", "is_excluded"),
    [
        ("a.yaml", False, False),
        ("x.tpl.yaml", False, True),
        ("sub/x.tpl.yaml", False, True),
        ("sub/keep.tpl.yaml", False, False),
        ("gen", True, True),
        ("gen", False, False),
        ("gen/deep/a.yaml", False, True),
        ("sub/gen/a.yaml", False, True),
        ("only", False, True),
        ("sub/only", False, False),
        (".", True, False),
    ],
)
def test_excludes_are_gitignore_like(repo: Path, path: str, is_folder: bool, is_excluded: bool) -> None:
    repo.joinpath("jobs-lint.toml").write_text('exclude = ["*.tpl.yaml", "!keep.tpl.yaml", "gen/", "/only"]')
    assert (ConfigResolver().excluded(path, is_folder) is not None) is is_excluded


def test_excludes_of_all_configs_above_hold(repo: Path) -> None:
    repo.joinpath("jobs-lint.toml").write_text('exclude = ["vendor/"]')
    vendored = repo / "vendor" / "theirs"
    vendored.mkdir(parents=True)
    vendored.joinpath("jobs-lint.toml").write_text('exclude = ["/b.yaml"]')
    resolver = ConfigResolver()
    assert resolver.excluded("vendor/theirs/a.yaml") == "excluded by jobs-lint.toml"
    assert resolver.excluded("vendor/theirs/b.yaml") == "excluded by vendor/theirs/jobs-lint.toml"
    assert (
        resolver.for_path("vendor/theirs/a.yaml").origins["exclude"] == "vendor/theirs/jobs-lint.toml, jobs-lint.toml"
    )


@pytest.mark.parametrize(
    ("entry", "path", "job", "covered"),
    [
        ("", "a.yaml", None, True),
        ('path = "legacy/"', "legacy/a.yaml", None, True),
        ('path = "legacy/**"', "legacy/deep/a.yaml", "x", True),
        ('path = "legacy/"', "a.yaml", None, False),
        ('path = "/a.yaml"', "sub/a.yaml", None, False),
        ('job = "render"', "a.yaml", "render", True),
        ('job = "render"', "a.yaml", "render-2", False),
        ('job = "render"', "a.yaml", None, False),
        ('job = "render-*"', "a.yaml", "render-2", True),
        ('job = "[x"', "a.yaml", "[x", True),
        ('path = "legacy/"\njob = "x"', "legacy/a.yaml", "y", False),
    ],
)
def test_where_an_ignore_holds(repo: Path, entry: str, path: str, job: str | None, covered: bool) -> None:
    repo.joinpath("jobs-lint.toml").write_text(f'[[ignore-in]]\nrules = ["LIM"]\nreason = "r"\n{entry}\n')
    (ignore,) = ConfigResolver().for_path(path).ignore_in
    assert ignore.covers(path, job) is covered


def test_unknown_rules_and_limits_are_refused_by_those_who_know_them(repo: Path) -> None:
    repo.joinpath("jobs-lint.toml").write_text(
        'ignore = ["LIM103", "LMI104"]\n[limits]\n"cloud-run.taskcount" = {value = 1, reason = "r"}'
    )
    settings = ConfigResolver().for_path("a.yaml")
    with pytest.raises(ConfigError) as caught:
        validate_rules(settings, lambda name: None if name == "LIM103" else ["LIM104"])
    assert str(caught.value) == "jobs-lint.toml:1:21: unknown rule 'LMI104'; did you mean 'LIM104'?"
    with pytest.raises(ConfigError) as caught:
        validate_limits(settings, lambda _name: [])
    assert str(caught.value) == "jobs-lint.toml:3:1: unknown limit 'cloud-run.taskcount'"
    validate_rules(settings, lambda _name: None)


@pytest.mark.usefixtures("repo")
def test_without_a_config_nothing_heavy_is_imported() -> None:
    script = (
        "import sys\n"
        "from jobs_lint.config.settings import ConfigResolver\n"
        "from jobs_lint.discover import discover\n"
        "resolver = ConfigResolver()\n"
        "list(discover([], {'.yaml'}, resolver.excluded))\n"
        "print(*sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"tomllib", "pathspec", "difflib", "dataclasses", "json", "fnmatch"} & set(ran.stdout.split())
