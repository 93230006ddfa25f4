"""README's terminal excerpt: run what it shows, and put what is printed today in its place."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

_JOB = re.compile(r"^<!-- excerpt: (\S+) -->\n```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SHOWN = re.compile(r"(?<=^```console\n\$ jobs-lint )(\S+)\n.*?(?=^```$)", re.MULTILINE | re.DOTALL)


def renewed(readme: str) -> str:
    """README with the excerpt as it is today: jobs-lint run on the file that stands above it."""
    job, shown = _JOB.search(readme), _SHOWN.search(readme)
    if job is None or shown is None or job[1] != shown[1]:
        raise ValueError("README has no excerpt: a marked YAML block, and a console block that lints that file")
    return readme[: shown.start()] + f"{job[1]}\n{_printed(job[1], job[2])}" + readme[shown.end() :]


def _printed(name: str, text: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, name).write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "jobs_lint", "--isolated", "--no-plugins", name]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
