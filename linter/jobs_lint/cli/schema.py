"""`jobs-lint schema`: a JSON Schema for editors."""

from __future__ import annotations

import click

from jobs_lint.cli.table import show_json
from jobs_lint.schema.tree import names


@click.command("schema")
@click.argument("name", type=click.Choice(names()))
def command(name: str) -> int:
    """Print a JSON Schema (2020-12) of a job for editors, with the documented limits in it.

    cloud-run-v1 is the YAML of `gcloud run jobs replace`, cloud-run-v2 the REST API's job, batch the job of
    `gcloud batch jobs submit --config`. Save it, and name it in a first line
    `# yaml-language-server: $schema=FILE` or in your editor's settings.
    """
    from jobs_lint.limits import Limits
    from jobs_lint.schema.json_schema import json_schema

    show_json(json_schema(name, Limits.default()))
    return 0
