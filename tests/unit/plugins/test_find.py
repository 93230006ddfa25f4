"""Finding the packages that offer rules, by the bytes of their dist-info."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from jobs_lint.plugins.find import BUILT_IN, Offer, find_offers, site_folders

if TYPE_CHECKING:
    from pathlib import Path

OWN = Offer("jobs_lint", BUILT_IN)


def distribution(folder: Path, name: str, entry_points: str | bytes, ending: str = "dist-info") -> None:
    info = folder / f"{name}-1.0.{ending}"
    info.mkdir()
    data = entry_points if isinstance(entry_points, bytes) else entry_points.encode()
    (info / "entry_points.txt").write_bytes(data)


@pytest.mark.parametrize(
    ("entry_points", "modules"),
    [
        ("[jobs_lint.rules]\nacme = acme_rules\n", ["acme_rules"]),
        ("[jobs_lint.rules]\nacme=acme.rules\n", ["acme.rules"]),
        ("[jobs_lint.rules]\nacme = acme:rules [extra]\n", ["acme"]),
        ("[jobs_lint.rules]\r\nacme = acme_rules\r\n", ["acme_rules"]),
        ("[jobs_lint.rules]\n# x = y\n; x = y\n\nacme = acme_rules\nb = b_rules\n", ["acme_rules", "b_rules"]),
        ("[console_scripts]\nx = y:z\n\n[jobs_lint.rules]\nacme = acme_rules\n[other]\nq = r\n", ["acme_rules"]),
        ("[console_scripts]\nx = y:z\n", []),
        ("[jobs_lint.rules.more]\nx = y\n", []),
        ("[console_scripts]\njobs_lint.rules = y:z\n", []),
        (b"\xff\xfe[jobs_lint.rules]\nx = y\n", []),
        ("", []),
    ],
)
def test_the_group_of_one_distribution(tmp_path: Path, entry_points: str | bytes, modules: list[str]) -> None:
    distribution(tmp_path, "acme", entry_points)
    assert find_offers((str(tmp_path),)) == (*(Offer("acme", module) for module in modules), OWN)


def test_eggs_count_and_nothing_else_does(tmp_path: Path) -> None:
    distribution(tmp_path, "egg", "[jobs_lint.rules]\na = egg_rules\n", "egg-info")
    distribution(tmp_path, "folder", "[jobs_lint.rules]\na = folder_rules\n", "folder")
    (tmp_path / "entry_points.txt").write_text("[jobs_lint.rules]\na = stray\n")
    (tmp_path / "file-1.0.dist-info").write_text("[jobs_lint.rules]\na = stray\n")
    (tmp_path / "empty-1.0.dist-info").mkdir()
    assert find_offers((str(tmp_path),)) == (Offer("egg", "egg_rules"), OWN)


def test_folders_that_aren_t_there_are_passed_over(tmp_path: Path) -> None:
    assert find_offers((str(tmp_path / "missing"),)) == (OWN,)
    assert find_offers(()) == (OWN,)


def test_the_built_in_pack_is_there_once(tmp_path: Path) -> None:
    distribution(tmp_path, "jobs_lint", "[jobs_lint.rules]\njobs_lint_rules = jobs_lint_rules\n")
    assert find_offers((str(tmp_path), str(tmp_path))) == (OWN,)


def test_site_folders_are_the_interpreter_s_own(tmp_path: Path) -> None:
    code = "from jobs_lint.plugins.find import site_folders; print(*site_folders(), sep='\\n')"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert str(tmp_path) not in done.stdout.decode().splitlines()
    assert set(done.stdout.decode().splitlines()) >= set(site_folders())
