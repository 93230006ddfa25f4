"""Images, as Cloud Run fetches them: of Artifact Registry and Docker Hub, and of others through a repository there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jobs_lint.migrate.names import NO_IMAGE, NO_PROJECT, carried, dns_label
from jobs_lint.migrate.to_cloud_run.there import is_there
from jobs_lint.model.placeholder import has_mark

if TYPE_CHECKING:
    from jobs_lint.migrate.to_cloud_run.coming import Box, Coming

_FETCHED: Final = (".gcr.io", "docker.pkg.dev", "docker.io", "docker.com")
_GCR: Final = "gcr.io"
_LONGEST: Final = 63


def put_image(coming: Coming, box: Box) -> None:
    """The image of a container runnable."""
    draft, setting, path = coming.draft, box.first.image, (*box.path, "image")
    if not is_there(setting):
        draft.put(path, NO_IMAGE)
        if coming.shows_all and not setting.is_unknown:
            draft.block(box.first, "which image runs isn't in this file")
        else:
            draft.need("name the image of the program", box.first, path)
        return
    text = carried(setting)
    host, _, rest = text.partition("/")
    is_host = bool(rest) and ("." in host or ":" in host or host == "localhost")
    if not is_host or has_mark(host) or host == _GCR or host.endswith(_FETCHED):
        draft.keep(setting, path, text)
        return
    repository = dns_label(host, _LONGEST) or "images"
    mirror = f"{coming.region}-docker.pkg.dev/{coming.project or NO_PROJECT}/{repository}/{rest}"
    draft.change(setting, path, mirror, f"Cloud Run fetches nothing from {host}: it is fetched by Artifact Registry")
    draft.need(
        f'make a remote repository "{repository}" of Artifact Registry in front of https://{host}, or copy the image',
        setting,
        path,
    )
