"""A linted tree can't make jobs-lint run code: not by its configuration, its packages, or the names of its modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kit import Result, cloud_run_job, run

if TYPE_CHECKING:
    from pathlib import Path

OWNED = "owned-by-the-tree"
EVIL = f"open({OWNED!r}, 'w').close()\nraise SystemExit(99)\n"
RULE = f'''
from jobs_lint.api import Job, rule
open({OWNED!r}, "w").close()

@rule("EVIL001", "evil-rule-ran", severity="error", on=Job)
def evil(job, limits):
    """Evil."""
    open({OWNED!r}, "w").close()
    yield from ()
'''
MODULES = (
    "yaml.py",
    "_yaml.py",
    "click.py",
    "pathspec.py",
    "ruamel.py",
    "tomllib.py",
    "json.py",
    "difflib.py",
    "fnmatch.py",
    "pickle.py",
    "gc.py",
    "select.py",
    "bisect.py",
    "traceback.py",
    "jobs_lint_rules.py",
    "jobs_lint_evil.py",
    "evil.py",
    "conftest.py",
    "usercustomize.py",
    "yaml/__init__.py",
    "click/__init__.py",
    "jobs_lint_rules/__init__.py",
    "ruamel/yaml/__init__.py",
)
CONFIGS = {
    "own plugins": ("jobs-lint.toml", 'plugins = ["evil.py"]\n'),
    "own plugin": ("jobs-lint.toml", 'plugin = "evil"\n'),
    "own plugins table": ("jobs-lint.toml", '[plugins]\nevil = "evil.py"\n'),
    "hidden": (".jobs-lint.toml", 'plugins = ["./evil.py"]\n'),
    "pyproject": ("pyproject.toml", '[tool.jobs-lint]\nplugins = ["evil"]\n'),
    "entry points in pyproject": (
        "pyproject.toml",
        '[project.entry-points."jobs_lint.rules"]\nevil = "evil"\n[tool.jobs-lint]\n',
    ),
    "unknown key": ("jobs-lint.toml", 'rulesdir = "."\n'),
    "extends": ("jobs-lint.toml", 'extends = "evil.py"\n'),
    "names that are modules": ("jobs-lint.toml", 'select = ["evil", "evil:RULE", "evil.py"]\n'),
    "limits": ("jobs-lint.toml", '[limits]\n"__import__(\'evil\')" = { value = 1, reason = "x" }\n'),
    "yaml config": (".jobs-lint.yaml", "plugins: [evil.py]\n"),
    "setup.cfg": (
        "setup.cfg",
        "[jobs-lint]\nplugins = evil.py\n[options.entry_points]\njobs_lint.rules =\n    evil = evil\n",
    ),
    "tox.ini": ("tox.ini", "[jobs-lint]\nplugins = evil.py\n"),
}
REFUSED = {name for name, (file, text) in CONFIGS.items() if file.endswith(".toml") and "entry-points" not in text}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with everything in it that other programs would run."""
    (tmp_path / ".git").mkdir()
    for name in MODULES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(RULE if "evil" in name or "rules" in name else EVIL)
    for name in ("evil-1.0.dist-info", "jobs_lint-9.9.dist-info", "evil.egg-info"):
        info = tmp_path / name
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text("[jobs_lint.rules]\nevil = evil\njobs_lint_evil = jobs_lint_evil\n")
    (tmp_path / "evil.pth").write_text("import evil\n")
    (tmp_path / "tags.yaml").write_text(
        "apiVersion: run.googleapis.com/v1\nkind: Job\n"
        f"metadata: !!python/object/apply:os.system ['touch {OWNED}']\n"
        f"spec: !!python/object/new:evil.x {{}}\n"
        f"x: !!python/module:evil\ny: !!python/name:evil.evil ''\n"
    )
    (tmp_path / "job.yaml").write_text(cloud_run_job())
    return tmp_path


def check(tree: Path, result: Result) -> None:
    assert not list(tree.rglob(OWNED)), result.err
    assert "Traceback" not in result.err
    assert result.code != 99
    assert "EVIL" not in result.out


@pytest.mark.parametrize("module", [False, True], ids=["jobs-lint", "python -m jobs_lint"])
def test_a_tree_without_a_config(tree: Path, module: bool) -> None:
    result = run("--format", "json", cwd=tree, module=module)
    check(tree, result)
    assert result.code == 1
    assert ("job.yaml", "LIM101", 8, 18) in result.found()


@pytest.mark.parametrize("module", [False, True], ids=["jobs-lint", "python -m jobs_lint"])
@pytest.mark.parametrize("name", CONFIGS)
def test_every_form_of_config(tree: Path, name: str, module: bool) -> None:
    file, text = CONFIGS[name]
    (tree / file).write_text(text)
    result = run("--format", "json", cwd=tree, module=module)
    check(tree, result)
    if name in REFUSED:
        assert result.code == 2
        assert result.out == ""
        assert result.err.startswith(f"jobs-lint: {file}:")
    else:
        assert ("job.yaml", "LIM101", 8, 18) in result.found()


@pytest.mark.parametrize("module", [False, True], ids=["jobs-lint", "python -m jobs_lint"])
@pytest.mark.parametrize(
    "args", [["rules"], ["explain", "EVIL001"], ["jobs"], ["limits"], ["config"], ["--debug", "--workers", "2"]]
)
def test_every_command(tree: Path, args: list[str], module: bool) -> None:
    check(tree, run(*args, cwd=tree, module=module))


def test_a_refused_plugin_says_why(tree: Path) -> None:
    (tree / "jobs-lint.toml").write_text('\nplugins = ["evil.py"]\n')
    result = run(cwd=tree)
    assert result.code == 2
    assert result.err.startswith("jobs-lint: jobs-lint.toml:2:1: 'plugins' is refused")
    assert "--plugin" in result.err


def test_a_path_in_the_environment_offers_no_rules(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whoever sets PYTHONPATH means modules; rules come from what is installed."""
    elsewhere = tmp_path_factory.mktemp("path")
    (elsewhere / "evil.py").write_text(RULE)
    (elsewhere / "evil-1.0.dist-info").mkdir()
    (elsewhere / "evil-1.0.dist-info" / "entry_points.txt").write_text("[jobs_lint.rules]\nevil = evil\n")
    for module in (False, True):
        check(tree, run("--format", "json", cwd=tree, module=module, env={"PYTHONPATH": str(elsewhere)}))


def test_a_plugin_runs_where_the_command_line_names_it(tree: Path) -> None:
    """The other way round, so that the tests above are known to be able to fail."""
    result = run("--plugin", "evil.py", cwd=tree)
    assert (tree / OWNED).exists()
    assert result.code == 1
