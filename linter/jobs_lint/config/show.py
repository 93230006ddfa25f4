"""The settings in force as rows to show: name, value and where the value comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobs_lint.config.settings import Settings
    from jobs_lint.quota import QuotaRow


def effective(settings: Settings) -> list[tuple[str, str, str]]:
    """Each setting with its value as the configuration would spell it, and its origin."""
    machines = settings.machines
    rows = [
        ("select", ", ".join(settings.select or ()) or "(the profile's rules)"),
        ("ignore", ", ".join(settings.ignore)),
        ("profile", settings.profile),
        ("preview", str(settings.preview).lower()),
        ("exclude", ", ".join(pattern for exclude in settings.exclude for pattern in exclude.patterns)),
        ("fail-on", settings.fail_on),
        ("location", settings.location or ""),
        ("require-jobs", str(settings.require_jobs).lower()),
        ("max-file-size", str(settings.max_file_size)),
        ("severity", ", ".join(f"{rule} = {severity}" for rule, severity in settings.severity.items())),
        ("limits.preview", str(settings.preview_limits).lower()),
        ("limits", ", ".join(f"{name} = {each.value} ({each.reason})" for name, each in settings.limits.items())),
        ("quota", ", ".join(f"{'.'.join(filter(None, _key(row)))} = {row.value}" for row in settings.quota.rows)),
        ("machines", ", ".join((*(each.name for each in machines.types), *machines.gpus, *machines.regions))),
        (
            "prices",
            ", ".join(f"{at}.{name} = {usd:g}" for at, row in settings.prices.items() for name, usd in row.items()),
        ),
        ("ignore-in", ", ".join(_ignore(each.rules, each.path, each.job, each.reason) for each in settings.ignore_in)),
    ]
    return [(name, value or "-", settings.origins.get(name, "default")) for name, value in rows]


def _key(row: QuotaRow) -> tuple[str, ...]:
    return (row.service, row.location, row.key, row.gpu)


def _ignore(rules: tuple[str, ...], path: str | None, job: str | None, reason: str) -> str:
    return f"{' '.join(rules)} in {path or 'all files'}, {f'job {job}' if job else 'all jobs'} ({reason})"
