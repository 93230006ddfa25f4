"""The suite runs without a network, and says so itself."""

from __future__ import annotations

import socket

import pytest
import pytest_socket


def test_sockets_are_forbidden() -> None:
    with pytest.raises(pytest_socket.SocketBlockedError):
        socket.socket(socket.AF_INET)
    with pytest.raises(pytest_socket.SocketBlockedError):
        socket.create_connection(("localhost", 9))
