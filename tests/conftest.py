"""Settings for the whole suite. Sockets are forbidden in all tests that aren't marked `network`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import pytest_socket
from hypothesis import HealthCheck, settings

# How long one example takes says nothing on a loaded machine; what must end is run with a time limit of its own.
settings.register_profile("jobs-lint", deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
settings.load_profile("jobs-lint")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Forbid sockets, but for the tests that say they need the network, and give no test a hint of colours or CI."""
    if item.get_closest_marker("network") is None:
        pytest_socket.disable_socket(allow_unix_socket=True)


def pytest_runtest_teardown() -> None:
    """Take the prohibition back."""
    pytest_socket.enable_socket()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """A folder of real files, where the environment names one: too large, and not ours, to keep here."""
    folder = os.environ.get("JOBS_LINT_CORPUS")
    if not folder:
        pytest.skip("JOBS_LINT_CORPUS names no corpus")
    return Path(folder)
