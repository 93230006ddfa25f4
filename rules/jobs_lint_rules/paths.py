"""Paths in containers and VMs, as they are compared."""

from __future__ import annotations


def plain(path: str) -> str:
    """A path without slashes that say nothing: `/data//in/` is `/data/in`, and the root is `/`."""
    inner = "/".join(part for part in path.split("/") if part)
    return f"/{inner}" if path.startswith("/") else inner


def is_below(path: str, folder: str) -> bool:
    """Whether a plain path is inside a folder, which isn't empty."""
    return folder not in ("", path) and path.startswith(folder if folder == "/" else f"{folder}/")


def is_in(path: str, folder: str) -> bool:
    """Whether a path is a folder or inside it, however both are written."""
    path, folder = plain(path), plain(folder)
    return path == folder or is_below(path, folder)
