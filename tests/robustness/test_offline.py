"""The suite runs without a network, and says so itself."""

from __future__ import annotations

import socket

import pytest
import pytest_socket

BLOCKED = (pytest_socket.SocketBlockedError, UserWarning)  # it warns before it raises, and a warning is an error here


def test_sockets_are_forbidden() -> None:
    with pytest.raises(BLOCKED):
        socket.socket(socket.AF_INET)
    with pytest.raises(BLOCKED):
        socket.create_connection(("localhost", 9))
