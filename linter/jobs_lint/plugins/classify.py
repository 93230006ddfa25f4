"""Take the rules out of loaded modules, and refuse what would make a code mean two things."""

from collections.abc import Iterable
from types import ModuleType

from jobs_lint.api import API_VERSION, Rule
from jobs_lint.plugins.late import rules_in
from jobs_lint.plugins.load import PluginError
from jobs_lint.record import NamedTuple

RESERVED = ("LIM", "SCH", "REL", "SEC", "COST", "FIT", "SUP", "ERR")
"""The prefixes of the built-in rules."""


class Plugin(NamedTuple):
    """A plugin by name, with its rules."""

    name: str
    rules: tuple[Rule, ...]


def classify(name: str, modules: Iterable[ModuleType], own: bool) -> Plugin:
    """The plugin that some modules make. `own` is for the built-in pack, which alone may use the reserved prefixes.

    Raises PluginError when the plugin needs a newer API or claims a reserved prefix.
    """
    rules: dict[str, Rule] = {}
    names: dict[str, str] = {}
    for module in modules:
        wanted = getattr(module, "JOBS_LINT_API", API_VERSION)
        if not isinstance(wanted, int) or wanted > API_VERSION:
            raise PluginError(
                f'the plugin "{name}" needs version {wanted} of the API; this jobs-lint has {API_VERSION}'
            )
        for rule in rules_in(module):
            prefix = rule.code.rstrip("0123456789")
            if prefix in RESERVED and not own:
                raise PluginError(
                    f'the plugin "{name}" claims {rule.code}, but the prefix {prefix} is reserved for jobs-lint\'s '
                    "own rules; take another"
                )
            known = rules.setdefault(rule.code, rule)
            if known is not rule and known != rule:
                raise PluginError(f'the plugin "{name}" has two rules with the code {rule.code}')
            if names.setdefault(rule.name, rule.code) != rule.code:
                raise PluginError(f'the plugin "{name}" has two rules with the name {rule.name}')
    return Plugin(name, tuple(sorted(rules.values(), key=lambda rule: rule.code)))


def refuse_clashes(plugins: Iterable[Plugin]) -> None:
    """Raise PluginError, naming both, when two plugins have one code or one name."""
    seen: dict[str, str] = {}
    for plugin in plugins:
        for rule in plugin.rules:
            for label in (rule.code, rule.name):
                other = seen.setdefault(label, plugin.name)
                if other != plugin.name:
                    raise PluginError(f'the plugins "{other}" and "{plugin.name}" both have a rule "{label}"')
