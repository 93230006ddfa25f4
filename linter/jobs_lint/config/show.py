"""The settings in force as rows to show: name, value and where the value comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobs_lint.config.settings import Settings


def effective(settings: Settings) -> list[tuple[str, str, str]]:
    """Each setting with its value as the configuration would spell it, and its origin."""
    rows = [
        ("select", ", ".join(settings.select or ()) or "(the default rules)"),
        ("ignore", ", ".join(settings.ignore)),
        ("exclude", ", ".join(pattern for exclude in settings.exclude for pattern in exclude.patterns)),
        ("fail-on", settings.fail_on),
        ("location", settings.location or ""),
        ("require-jobs", str(settings.require_jobs).lower()),
        ("max-file-size", str(settings.max_file_size)),
        ("severity", ", ".join(f"{rule} = {severity}" for rule, severity in settings.severity.items())),
        ("preview", str(settings.preview).lower()),
        ("limits", ", ".join(f"{name} = {each.value} ({each.reason})" for name, each in settings.limits.items())),
        ("ignore-in", ", ".join(_ignore(each.rules, each.path, each.job, each.reason) for each in settings.ignore_in)),
    ]
    return [(name, value or "-", settings.origins.get(name, "default")) for name, value in rows]


def _ignore(rules: tuple[str, ...], path: str | None, job: str | None, reason: str) -> str:
    return f"{' '.join(rules)} in {path or 'all files'}, {f'job {job}' if job else 'all jobs'} ({reason})"
