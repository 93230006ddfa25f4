"""tools/prices.py: what it writes from a CSV file, and what it refuses."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

TOOL = Path(__file__).resolve().parents[3] / "tools" / "prices.py"

HEADER = "service,sku,region,unit,price_usd,source,source_date,confidence\n"
ROWS = """\
cloud-run,job-vcpu,tier-1,vCPU-second,0.00002,"a page, index id 1 (x), read; second reader: index id 2",2026-01-02,high
cloud-run,job-vcpu,us-b1,vCPU-second,0.00002,tier list: a page,2026-01-02,medium
cloud-run,job-vcpu-flex-cud-1y,us-a1,vCPU-second,0.00001,a page,2026-01-02,low
compute-engine,e9-vcpu,us-a1,vCPU-hour,0.0210,a file,2026-01-03,high
compute-engine,e9-vcpu,us-b1,vCPU-hour,0.03,a file,2026-01-03,high
compute-engine,e9-memory,us-b1,GiB-hour,0.003,a file,2026-01-03,high
compute-engine,e9-vcpu-spot,us-b1,vCPU-hour,0.01,another,2026,medium
compute-engine,g2-vcpu,us-a1,vCPU-hour,0.01,another,2026,medium
compute-engine,gpu-nvidia-l4,us-a1,GPU-hour,0.01,another,2026,medium
compute-engine,machine:e9-tiny,us-a1,machine-hour,0.01,a file,2026-01-03,low
"""
WANTED = '''\
DAY = "2026-01-03"

SOURCES = """\\
2026-01-03 a file
2026-01-02 a page, read
2026 another
"""

REGIONS = """\\
us-b1
us-a1
tier-1
"""

PRICES = """\\
e9-memory GiB-hour 1h 0.003
e9-vcpu vCPU-hour 1h 0.03 0.0210
e9-vcpu-spot vCPU-hour 3m 0.01
job-vcpu vCPU-second 2h - - 0.00002
machine:e9-tiny machine-hour 1l - 0.01
"""
'''


@pytest.fixture(name="tool")
def _tool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("tools_prices", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "tools_prices", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "MODULE", tmp_path / "data.py")
    (tmp_path / "prices.csv").write_text(HEADER + ROWS, encoding="utf-8")
    return module


def _run(tool: Any, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["prices.py", str(tool.ROOT / "prices.csv"), *arguments])
    return int(tool.main())


def test_writes_and_checks(tool: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(tool, monkeypatch, "--check") == 1
    assert not tool.MODULE.exists()
    assert _run(tool, monkeypatch) == 0
    lines = tool.MODULE.read_text(encoding="utf-8").splitlines(keepends=True)
    assert "".join(line for line in lines if not line.startswith(("#", '"""L'))).lstrip("\n") == WANTED
    assert _run(tool, monkeypatch, "--check") == 0
    tool.MODULE.write_text("", encoding="utf-8")
    assert _run(tool, monkeypatch, "--check") == 1
    assert "stale: data.py" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("price_usd", "price", "no column price_usd"),
        ("0.0210", "0", "e9-vcpu"),
        ("0.0210", "-1", "e9-vcpu"),
        ("0.0210", "nan", "e9-vcpu"),
        ("0.0210", "1e-3", "e9-vcpu"),
        ("0.0210", "much", "e9-vcpu"),
        ("2026-01-03", "2026-13-03", "e9-vcpu"),
        ("2026-01-03", "last week", "e9-vcpu"),
        ("e9-vcpu,us-a1", "e9-vcpu,us-b1", "e9-vcpu"),
        ("e9-vcpu,us-a1", "e9-vcpu,us-a1-b", "e9-vcpu"),
        ("0.0210,a file,2026-01-03,high", "0.0210,a file,2026-01-03,surely", "e9-vcpu"),
        ("0.0210,a file", '0.0210,"a """"file"""""', "e9-vcpu"),
        ("vCPU-hour,0.0210", "vCPU hour,0.0210", "e9-vcpu"),
        (ROWS, "", "no prices"),
    ],
)
def test_refuses(
    tool: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    old: str,
    new: str,
    told: str,
) -> None:
    (tool.ROOT / "prices.csv").write_text((HEADER + ROWS).replace(old, new), encoding="utf-8")
    assert _run(tool, monkeypatch) == 2
    assert told in capsys.readouterr().err
    assert not tool.MODULE.exists()


def test_no_such_file(tool: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tool.ROOT / "prices.csv").unlink()
    assert _run(tool, monkeypatch) == 2
    assert "prices.csv" in capsys.readouterr().err
