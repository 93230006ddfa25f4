"""tools/machines.py: what it writes from CSV files, and what it refuses."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

TOOL = Path(__file__).resolve().parents[3] / "tools" / "machines.py"

FILES = {
    "machine-types.csv": "machine_type,vcpus,memory_mib,gpu_type,gpu_count,local_ssd\n"
    "e9-big-2,2,2048,,0,0\ne9-big-4,4,4096,,0,375\ng9-one-1g,8,8192,nvidia-z,1,0\ng9-two-2g,16,8192,nvidia-z,2,0\n",
    "machine-series-regions.csv": "series,region\ne9,us-a1\ng9,us-a1\ng9,us-b1\n",
    "gpu-machine-type-regions.csv": "machine_type,region\ng9-one-1g,us-a1\ng9-one-1g,us-b1\ng9-two-2g,us-b1\n",
    "gpu-regions.csv": "gpu_type,region\nnvidia-z,us-a1\nnvidia-z,us-b1\nnvidia-y,us-b1\n",
}
WANTED = '''\
TYPES_DAY = "2026-01-02"
REGIONS_DAY = "2026-01-03"
GPUS_DAY = "2026-01-04"

TYPES = """\\
e9-big-2 2 2048
e9-big-4 4 4096 375
g9-one-1g 8 8192 0 1 nvidia-z
g9-two-2g 16 8192 0 2 nvidia-z
"""

SERIES = """\\
us-a1 e9 g9
us-b1 g9
"""

LACKING = """\\
us-a1 g9-two
"""

GPUS = """\\
us-b1 nvidia-y
"""
'''


@pytest.fixture(name="tool")
def _tool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("tools_machines", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "tools_machines", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "MODULE", tmp_path / "data.py")
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return module


def _run(tool: Any, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["machines.py", str(tool.ROOT), *arguments])
    return int(tool.main())


DAYS = ("--types-day", "2026-01-02", "--regions-day", "2026-01-03", "--gpus-day", "2026-01-04")


def test_writes_and_checks(tool: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(tool, monkeypatch, "--check", *DAYS) == 1
    assert not tool.MODULE.exists()
    assert _run(tool, monkeypatch, *DAYS) == 0
    lines = tool.MODULE.read_text(encoding="utf-8").splitlines(keepends=True)
    assert "".join(line for line in lines if not line.startswith(("#", '"""M'))).lstrip("\n") == WANTED
    assert _run(tool, monkeypatch, "--check") == 0
    assert _run(tool, monkeypatch, "--check", "--types-day", "2026-02-02") == 1
    assert "stale: data.py" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("machine-types.csv", "e9-big-2,2,", "e9-big-2,0,", "machine-types.csv"),
        ("machine-types.csv", "e9-big-2,2,", "e9-big-2,two,", "machine-types.csv"),
        ("machine-types.csv", "nvidia-z,2", ",2", "machine-types.csv"),
        ("machine-types.csv", "e9-big-4", "e9-big-2", "machine-types.csv"),
        ("machine-types.csv", "vcpus", "cpus", "no column vcpus"),
        ("machine-series-regions.csv", "e9,us-a1", "e9,us-a1-b", "machine-series-regions.csv"),
        ("machine-series-regions.csv", "e9", "e8", "['e8', 'e9']"),
        ("machine-series-regions.csv", "g9,us-b1\n", "", "where its series isn't"),
        ("gpu-machine-type-regions.csv", "g9-two-2g", "g9-two-4g", "g9-two-4g"),
    ],
)
def test_refuses(
    tool: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    old: str,
    new: str,
    told: str,
) -> None:
    path = tool.ROOT / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert _run(tool, monkeypatch, *DAYS) == 2
    assert told in capsys.readouterr().err
    assert not tool.MODULE.exists()


def test_needs_days_for_a_first_module(tool: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _run(tool, monkeypatch) == 2
