"""The kind of a file, by its name and by how it begins."""

from __future__ import annotations

import pytest

from jobs_lint.dialects import kind_of


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        *[("job.yaml", "yaml"), ("job.YML", "yaml"), ("job.json", "json"), ("main.tf", "hcl"), ("submit.sh", "shell")],
        *[("job.yaml.tftpl", "yaml"), ("job.yml.j2", "yaml"), ("a/job.json.erb", "json"), ("job.YAML.TMPL", "yaml")],
        *[("main.tf.tmpl", "hcl"), ("main.tf.erb", "hcl"), ("submit.sh.tftpl", "shell"), ("submit.bash.tpl", "shell")],
        *[("job.yaml.gotmpl", "yaml"), ("job.json.jinja", "json"), ("job.json.jinja2", "json")],
        *[("job.json.template", "json"), ("job.yaml.tpl", "yaml")],
    ],
)
def test_the_extension_tells_the_kind(path: str, kind: str) -> None:
    assert kind_of(path, b"#!/bin/sh") == kind


@pytest.mark.parametrize(
    "path", ["job", "-", "job.tmpl", ".j2", "a.b/job", "job.yaml.txt", "job.txt.tpl", "x.sh/job.erb"]
)
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        *[(b"#!/bin/sh", "shell"), (b'{"a": 1}', "json"), (b"\n [1]", "json"), (b"a: 1", "yaml"), (b"", "yaml")],
        *[(b"{{- if .a }}\na: 1", "yaml"), (b"{% if a %}", "yaml"), (b" {# a #}", "yaml")],
    ],
)
def test_else_how_it_begins(path: str, data: bytes, kind: str) -> None:
    assert kind_of(path, data) == kind
