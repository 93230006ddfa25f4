"""The wheel and the source archive, built and installed as users get them."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import venv
import zipfile
from typing import TYPE_CHECKING

import pytest

from kit import GOOD_BATCH, GOOD_CLOUD_RUN, ROOT, clean_environment, cloud_run_job

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.network
EXAMPLE = ROOT / "examples" / "plugin"


def call(*command: str | Path, cwd: Path, code: int = 0) -> str:
    """Run a program that must end with a code; what it printed."""
    environment = clean_environment({"PYTHONWARNINGS": "", "PIP_DISABLE_PIP_VERSION_CHECK": "1"})
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the archive, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    call(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="session")
def python(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a fresh environment in which the wheel is installed."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=True)
    (wheel,) = built.glob("*.whl")
    interpreter = folder / "bin" / "python"
    call(interpreter, "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    return interpreter


def test_what_the_wheel_holds(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"jobs_lint", "jobs_lint_rules"}
    for name in (
        "jobs_lint/py.typed",
        "jobs_lint_rules/py.typed",
        "jobs_lint/api.py",
        "jobs_lint_rules/limits/task_count.py",
    ):
        assert name in names
    sources = {
        path.relative_to(root).as_posix() for root in (ROOT / "linter", ROOT / "rules") for path in root.rglob("*.py")
    }
    assert sources <= set(names)


def test_what_the_archive_holds(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        names = {name.partition("/")[2] for name in tar.getnames()}
    for name in (
        "linter/jobs_lint/api.py",
        "rules/jobs_lint_rules/__init__.py",
        "tests/kit.py",
        "README.md",
        "pyproject.toml",
    ):
        assert name in names


def test_the_installed_wheel_finds_its_rules(python: Path, tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(cloud_run_job())
    script = python.parent / "jobs-lint"
    assert "LIM101" in call(script, "rules", cwd=tmp_path)
    for program in ([script], [python, "-m", "jobs_lint"]):
        assert "job.yaml:8:18: error LIM101" in call(*program, "--format", "concise", cwd=tmp_path, code=1)
    assert "entry_points" not in call(script, "--no-plugins", "--format", "concise", cwd=tmp_path, code=1)


@pytest.mark.parametrize("name", ["linter", "rules", "tests", "kit"])
def test_no_other_package_is_installed(python: Path, tmp_path: Path, name: str) -> None:
    code = f"import importlib.util; raise SystemExit(importlib.util.find_spec({name!r}) is not None)"
    call(python, "-c", code, cwd=tmp_path)


def test_the_dependencies_are_enough(python: Path, tmp_path: Path) -> None:
    call(python, "-m", "pip", "check", cwd=tmp_path)
    (tmp_path / ".gitignore").write_text("out/\n")
    (tmp_path / "jobs-lint.toml").write_text('exclude = ["vendor/"]\n')
    (tmp_path / "job.yaml").write_text(cloud_run_job(task_count=1))
    assert call(python.parent / "jobs-lint", cwd=tmp_path)


@pytest.mark.skipif(not EXAMPLE.is_dir(), reason="there is no example of a plugin")
def test_the_example_plugin_is_found_once_it_is_installed(python: Path, tmp_path: Path) -> None:
    script = python.parent / "jobs-lint"

    def codes(*args: str) -> set[str]:
        return {rule["code"] for rule in json.loads(call(script, "rules", "--format", "json", *args, cwd=tmp_path))}

    before = codes()
    call(python, "-m", "pip", "install", "--quiet", EXAMPLE, cwd=tmp_path)
    own = codes() - before
    assert own
    assert codes("--no-plugins") == before
    for code in own:
        assert call(script, "explain", code, cwd=tmp_path).startswith(f"# {code} ")
    for number, text in enumerate((GOOD_CLOUD_RUN, json.dumps(GOOD_BATCH))):
        (tmp_path / f"job{number}.yaml").write_text(text)
    report = json.loads(call(script, "--format", "json", "--select", ",".join(own), "--fail-on", "never", cwd=tmp_path))
    assert {finding["code"] for finding in report["findings"]} <= own
    assert report["findings"], "one of the jobs shows what the plugin is for"
