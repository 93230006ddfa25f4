"""All rules of one run, by code and name, and which of them are to run."""

import os
from collections.abc import Mapping
from functools import cache

from jobs_lint.api import Rule
from jobs_lint.engine.own import OWN_RULES
from jobs_lint.plugins.classify import Plugin, classify, refuse_clashes
from jobs_lint.plugins.find import BUILT_IN, find_offers, site_folders
from jobs_lint.plugins.load import PluginError, load_file, load_package
from jobs_lint.record import NamedTuple

RENAMED: Mapping[str, str] = {}
"""Old names of renamed rules, with the names they have now."""

DEFAULT, PEDANTIC, ALL = PROFILES = ("default", "pedantic", "all")
"""The profiles, each with all that the one before it has. To `select` each is a word for its rules."""
PREVIEW = "preview"
"""The status of a rule that has yet to prove itself."""


class PluginChoice(NamedTuple):
    """Where rules come from: files named on the command line, and whether installed packages count."""

    files: tuple[str, ...] = ()
    installed: bool = True


class Registry(NamedTuple):
    """Every rule of every plugin, the engine's own among them, in the order of their codes.

    `failures` says which installed plugins were left out, and why.
    """

    plugins: tuple[Plugin, ...]
    rules: tuple[Rule, ...]
    by_label: Mapping[str, Rule]
    failures: tuple[str, ...] = ()

    def plugin_of(self, rule: Rule) -> str:
        """The name of the plugin that a rule comes from."""
        return next((plugin.name for plugin in self.plugins if rule in plugin.rules), "jobs_lint")

    def get(self, label: str) -> Rule | None:
        """A rule by its code or name, or by the name it once had."""
        return self.by_label.get(RENAMED.get(label, label))

    def matching(self, token: str) -> frozenset[str]:
        """The codes that a word of `--select` means: a code, a name, a prefix, a tag or `all`; empty for none."""
        one = self.get(token)
        if one is not None:
            return frozenset({one.code})
        return frozenset(
            rule.code for rule in self.rules if token == ALL or token in rule.tags or _is_prefix(token, rule.code)
        )

    def labels(self) -> list[str]:
        """Every word that `matching` knows, but for codes' beginnings."""
        tags = {tag for rule in self.rules for tag in rule.tags}
        prefixes = {rule.code.rstrip("0123456789") for rule in self.rules}
        return sorted({*self.by_label, *tags, *prefixes, *PROFILES})

    def in_profile(self, profile: str) -> frozenset[str]:
        """The codes of a profile's rules: `default`, `pedantic` for all but opt-in ones, or `all`."""
        wanted = PROFILES[: PROFILES.index(profile) + 1]
        return frozenset(rule.code for rule in self.rules if rule.least_profile in wanted)

    def selecting(self, word: str) -> frozenset[str]:
        """The codes that a word of `select` brings in; beside what `matching` knows, the name of a profile is one.

        A prefix or a tag brings in rules of every profile, but no opt-in ones: these come under `all`, or by their own
        code or name.
        """
        if word in PROFILES:
            return self.in_profile(word)
        return self.matching(word) if self.get(word) else self.matching(word) & self.in_profile(PEDANTIC)

    def chosen(
        self, select: tuple[str, ...], ignore: tuple[str, ...], profile: str = DEFAULT, *, preview: bool = False
    ) -> frozenset[str]:
        """The codes of the rules to run. `select`, where given, takes the place of the profile.

        Rules in preview are among them only with `preview`, whoever names them.
        """
        codes = frozenset[str]().union(*(self.selecting(word) for word in select or (profile,)))
        for word in ignore:
            codes -= self.matching(word)
        return codes if preview else codes - {rule.code for rule in self.rules if rule.status == PREVIEW}

    def in_preview(self, word: str) -> Rule | None:
        """The rule in preview that a word is the code or name of: to select it takes more."""
        rule = self.get(word)
        return rule if rule is not None and rule.status == PREVIEW else None


def _is_prefix(token: str, code: str) -> bool:
    """Whether a word is a beginning of a code that holds all its letters: LIM and LIM1 of LIM103, but not LI."""
    letters = code.rstrip("0123456789")
    return code.startswith(token) and token.startswith(letters)


class Plan(NamedTuple):
    """Which rules a run has: the codes that are chosen, and the rules among them that look at jobs."""

    chosen: frozenset[str]
    rules: tuple[Rule, ...]


@cache
def plan(
    choice: PluginChoice,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    profile: str = DEFAULT,
    preview: bool = False,
) -> Plan:
    """The plan for a selection. Raises PluginError as `load_registry` does."""
    registry = load_registry(choice)
    chosen = registry.chosen(select, ignore, profile, preview=preview)
    return Plan(chosen, tuple(rule for rule in registry.rules if rule.check is not None and rule.code in chosen))


@cache
def load_registry(choice: PluginChoice) -> Registry:
    """Load the rules. An installed plugin that can't be used is left out and named in `failures`.

    Raises PluginError where the built-in rules or a plugin that was asked for by file can't be used.
    """
    failures: list[str] = []
    by_module = {offer.module: offer for offer in find_offers(site_folders())}  # two may offer one module
    offers = sorted(by_module.values(), key=lambda offer: offer.module != BUILT_IN)
    plugins: list[Plugin] = []
    for offer in offers if choice.installed else offers[:1]:
        own = offer.module == BUILT_IN
        try:
            plugin = classify(offer.module, load_package(offer.module), own)
            refuse_clashes((*plugins, plugin))
        except PluginError as error:
            if own:
                raise
            failures.append(f"{error} (from the installed package {offer.distribution})")
        else:
            plugins.append(plugin)
    for path in {os.path.abspath(file): file for file in choice.files}.values():
        try:
            plugins.append(classify(path, load_file(path), own=False))
            refuse_clashes(plugins)
        except PluginError as error:
            error.asked_for = True
            raise
    if not plugins[0].rules:
        raise PluginError("no built-in rules were found; the installation is broken")
    rules = sorted((*OWN_RULES, *(rule for plugin in plugins for rule in plugin.rules)), key=lambda rule: rule.code)
    by_label = {label: rule for rule in rules for label in (rule.code, rule.name)}
    return Registry(tuple(plugins), tuple(rules), by_label, tuple(failures))
