"""Choosing rules by code, name, prefix, tag and `all`."""

from __future__ import annotations

import pytest

from jobs_lint.api import Job, Rule, declare
from jobs_lint.engine.own import OWN_RULES
from jobs_lint.engine.registry import PluginChoice, Registry, load_registry


@pytest.fixture
def registry() -> Registry:
    return load_registry(PluginChoice())


def a_rule(code: str, profile: str = "default", status: str = "stable", *, opt_in: bool = False) -> Rule:
    return declare(
        code,
        f"rule-{code.lower()}",
        severity="info",
        on=Job,
        page="Page.",
        check=None,
        tags=("acme",),
        profile=profile,
        status=status,
        opt_in=opt_in,
    )


RULES = (
    a_rule("ACME001"),
    a_rule("ACME002", "pedantic"),
    a_rule("ACME003", opt_in=True),
    a_rule("ACME004", status="preview"),
    a_rule("ACME005", "pedantic", "preview"),
    a_rule("ACME006", status="preview", opt_in=True),
)
ACME = Registry((), RULES, {label: rule for rule in RULES for label in (rule.code, rule.name)})


@pytest.mark.parametrize(
    ("select", "profile", "stable", "preview"),
    [
        ("", "default", "1", "4"),
        ("", "pedantic", "12", "45"),
        ("", "all", "123", "456"),
        ("all", "default", "123", "456"),
        ("default", "all", "1", "4"),
        ("pedantic", "default", "12", "45"),
        ("ACME", "default", "12", "45"),
        ("ACME", "all", "12", "45"),
        ("ACME00", "default", "12", "45"),
        ("acme", "default", "12", "45"),
        ("ACME003", "default", "3", ""),
        ("rule-acme003", "pedantic", "3", ""),
        ("ACME003 default", "default", "13", "4"),
        ("ACME006", "default", "", "6"),
        ("ACME ACME003", "default", "123", "45"),
    ],
)
def test_what_runs(select: str, profile: str, stable: str, preview: str) -> None:
    words = tuple(select.split())
    assert ACME.chosen(words, (), profile) == {f"ACME00{digit}" for digit in stable}
    assert ACME.chosen(words, (), profile, preview=True) == {f"ACME00{digit}" for digit in stable + preview}


def test_what_is_ignored_runs_nowhere() -> None:
    assert ACME.chosen((), ("acme",), "all", preview=True) == frozenset()
    assert ACME.chosen(("all",), ("ACME001",)) == {"ACME002", "ACME003"}


def test_a_rule_in_preview_is_told_by_its_own_name_alone() -> None:
    assert ACME.in_preview("rule-acme004") == RULES[3]
    assert [ACME.in_preview(word) for word in ("ACME", "acme", "ACME001", "nobody", "all")] == [None] * 5


def test_the_default_set_has_no_pedantic_and_no_opt_in_rules(registry: Registry) -> None:
    chosen = registry.chosen((), (), preview=True)
    assert {rule.code for rule in registry.rules if not rule.opt_in and rule.profile == "default"} == chosen
    assert "SUP003" not in chosen


def test_all_is_all(registry: Registry) -> None:
    assert registry.chosen(("all",), (), preview=True) == {rule.code for rule in registry.rules}


@pytest.mark.parametrize("word", ["LIM101", "too-many-tasks"])
def test_code_and_name_mean_one_rule(registry: Registry, word: str) -> None:
    assert registry.chosen((word,), ()) == {"LIM101"}


def test_a_prefix_means_a_family_or_a_part_of_one(registry: Registry) -> None:
    family = {rule.code for rule in registry.rules if rule.code.startswith("LIM")}
    assert registry.matching("LIM") == family
    assert registry.matching("LIM2") == {code for code in family if code.startswith("LIM2")}
    assert len(registry.matching("LIM2")) > 1


def test_a_prefix_has_to_be_spelled_as_in_the_code(registry: Registry) -> None:
    assert registry.matching("lim") == frozenset()
    assert registry.matching("") == frozenset()
    assert registry.matching("too-many") == frozenset()


def test_a_tag_means_its_rules(registry: Registry) -> None:
    assert registry.matching("batch") == {rule.code for rule in registry.rules if "batch" in rule.tags}
    assert "LIM201" in registry.matching("batch")


def test_opt_in_rules_run_by_their_own_name_or_under_all_alone(registry: Registry) -> None:
    assert "SUP003" not in registry.chosen(("SUP",), ())
    assert "SUP003" not in registry.chosen(("engine",), ())
    assert "SUP003" in registry.chosen(("SUP003",), ())
    assert "SUP003" in registry.chosen(("suppression-without-reason",), ())
    assert "SUP003" in registry.chosen(("all",), ())


def test_select_adds_up_and_ignore_wins(registry: Registry) -> None:
    assert registry.chosen(("LIM101", "LIM102"), ("LIM101",)) == {"LIM102"}
    assert registry.chosen(("all",), ("all",)) == frozenset()
    assert "LIM101" not in registry.chosen((), ("cloud-run",))


def test_every_family_can_be_chosen(registry: Registry) -> None:
    for family in ("ERR", "SUP", "SCH", "LIM"):
        assert registry.chosen((family,), ())
        assert not any(code.startswith(family) for code in registry.chosen((), (family,)))


def test_a_prefix_has_all_letters_of_the_code(registry: Registry) -> None:
    assert registry.matching("LIM1") < registry.matching("LIM")
    assert registry.matching("LI") == frozenset()


def test_each_code_and_name_is_there_once(registry: Registry) -> None:
    codes = [rule.code for rule in registry.rules]
    names = [rule.name for rule in registry.rules]
    assert codes == sorted(set(codes))
    assert len(names) == len(set(names))
    assert not set(names) & {tag for rule in registry.rules for tag in rule.tags}


def test_a_rule_knows_its_plugin(registry: Registry) -> None:
    assert registry.plugin_of(registry.by_label["LIM101"]) == "jobs_lint_rules"
    assert registry.plugin_of(OWN_RULES[0]) == "jobs_lint"


def test_the_registry_is_loaded_once() -> None:
    assert load_registry(PluginChoice()) is load_registry(PluginChoice())
