"""The parts of an image's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs_lint.api import NamedTuple

if TYPE_CHECKING:
    from jobs_lint.api import Container

DOCKER_HUB = "docker.io"
LATEST = "latest"


class Image(NamedTuple):
    """The registry's host, in small letters; the path below it; tag and digest, or empty texts."""

    host: str
    path: str
    tag: str
    digest: str


def image_of(container: Container) -> Image | None:
    """The parts of a container's image. None where it isn't known, or isn't an image's name: those have no capitals
    before the tag, which marks to be filled in have."""
    text = container.image.value
    if not isinstance(text, str) or not text.strip():
        return None
    name, _, digest = text.strip().partition("@")
    folder, slash, last = name.rpartition("/")
    last, _, tag = last.partition(":")
    path = folder + slash + last
    if path != path.lower() or not last or any(each.isspace() for each in path):
        return None
    first, _, rest = path.partition("/")
    if rest and ("." in first or ":" in first or first == "localhost"):
        return Image(first, rest, tag, digest)
    return Image(DOCKER_HUB, path, tag, digest)


def is_of_google(host: str) -> bool:
    """Whether a host is one of Google's registries for images."""
    return host == "gcr.io" or host.endswith((".gcr.io", "docker.pkg.dev"))
