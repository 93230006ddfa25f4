"""Loading packages and files, and refusing what can't be used."""

from __future__ import annotations

import importlib
import sys
import textwrap
from typing import TYPE_CHECKING
from unittest import mock

import pytest

from jobs_lint.api import API_VERSION
from jobs_lint.engine import registry
from jobs_lint.engine.registry import PluginChoice, load_registry
from jobs_lint.plugins.classify import RESERVED, Plugin, classify, refuse_clashes
from jobs_lint.plugins.find import Offer
from jobs_lint.plugins.load import PluginError, load_file, load_package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def source(code: str = "ACME001", name: str = "some-problem", extra: str = "") -> str:
    return textwrap.dedent(
        f"""
        from jobs_lint.api import Job, rule
        {extra}

        @rule("{code}", "{name}", severity="warning", on=Job)
        def check(job, limits):
            '''A problem.'''
            yield from ()
        """
    )


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that stands for site-packages."""
    before = set(sys.modules)
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    importlib.invalidate_caches()
    yield folder
    for name in set(sys.modules) - before:
        if name.startswith(("acme", "jobs_lint_plugin_")):
            del sys.modules[name]


def write(folder: Path, path: str, text: str = "") -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def plugin(site: Path, name: str, own: bool = False) -> Plugin:
    del site
    return classify(name, load_package(name), own)


def test_a_package_is_loaded_with_all_below_it(site: Path) -> None:
    write(site, "acme/__init__.py")
    write(site, "acme/one.py", source("ACME001", "first-problem"))
    write(site, "acme/below/__init__.py")
    write(site, "acme/below/two.py", source("ACME002", "second-problem"))
    write(site, "acme/no_package/three.py", source("ACME003", "third-problem"))
    assert [rule.code for rule in plugin(site, "acme").rules] == ["ACME001", "ACME002"]


def test_a_module_alone_is_a_plugin(site: Path) -> None:
    write(site, "acme_alone.py", source())
    assert [rule.code for rule in plugin(site, "acme_alone").rules] == ["ACME001"]


def test_rules_in_a_tuple_count_and_one_imported_twice_is_one(site: Path) -> None:
    write(site, "acme/__init__.py", "from acme.one import check\nRULES = (check,)\n")
    write(site, "acme/one.py", source())
    assert [rule.code for rule in plugin(site, "acme").rules] == ["ACME001"]


def test_two_rules_of_one_plugin_with_one_code(site: Path) -> None:
    write(site, "acme/__init__.py")
    write(site, "acme/one.py", source("ACME001", "first-problem"))
    write(site, "acme/two.py", source("ACME001", "second-problem"))
    with pytest.raises(PluginError, match='"acme" has two rules with the code ACME001'):
        plugin(site, "acme")


def test_two_rules_of_one_plugin_with_one_name(site: Path) -> None:
    write(site, "acme/__init__.py")
    write(site, "acme/one.py", source("ACME001", "first-problem"))
    write(site, "acme/two.py", source("ACME002", "first-problem"))
    with pytest.raises(PluginError, match='"acme" has two rules with the name first-problem'):
        plugin(site, "acme")


@pytest.mark.parametrize("prefix", RESERVED)
def test_reserved_prefixes(site: Path, prefix: str) -> None:
    write(site, "acme_reserved.py", source(f"{prefix}999"))
    with pytest.raises(PluginError, match=f'"acme_reserved" claims {prefix}999, but the prefix {prefix} is reserved'):
        plugin(site, "acme_reserved")
    assert plugin(site, "acme_reserved", own=True).rules


@pytest.mark.parametrize("wanted", [API_VERSION + 1, "'1'", None])
def test_a_newer_api_is_refused(site: Path, wanted: object) -> None:
    write(site, "acme_newer.py", f"JOBS_LINT_API = {wanted}\n")
    with pytest.raises(
        PluginError, match=f'"acme_newer" needs version .* of the API; this jobs-lint has {API_VERSION}'
    ):
        plugin(site, "acme_newer")


def test_an_older_or_equal_api_is_taken(site: Path) -> None:
    write(site, "acme_equal.py", source(extra=f"JOBS_LINT_API = {API_VERSION}"))
    assert plugin(site, "acme_equal").rules


@pytest.mark.parametrize(
    "text",
    [
        "raise ValueError('no luck')\n",
        "import nothing_of_that_name\n",
        "def (\n",
        "x = 1 / 0\n",
        "raise SystemExit(0)\n",
    ],
)
def test_what_a_module_raises_is_named(site: Path, text: str) -> None:
    write(site, "acme_broken/__init__.py")
    write(site, "acme_broken/inner.py", text)
    with pytest.raises(PluginError, match="acme_broken"):
        plugin(site, "acme_broken")


@pytest.mark.parametrize("label", ["code", "name"])
def test_two_plugins_with_one_label_are_refused_by_both_names(site: Path, label: str) -> None:
    write(site, "acme_a.py", source("ACME001", "first-problem"))
    write(
        site, "acme_b.py", source("ACME001", "other-problem") if label == "code" else source("ACME002", "first-problem")
    )
    both = [plugin(site, "acme_a"), plugin(site, "acme_b")]
    with pytest.raises(PluginError, match='"acme_a" and "acme_b" both have a rule'):
        refuse_clashes(both)


def test_a_file_is_loaded_under_a_name_of_its_own(site: Path) -> None:
    write(site, "a/yaml.py", source())
    (module,) = load_file(str(site / "a" / "yaml.py"))
    assert module.__name__ not in ("yaml", "__main__")
    assert sys.modules["yaml"] is not module


@pytest.mark.parametrize("text", ["raise ValueError('no luck')\n", "raise SystemExit(0)\n", "def (\n"])
def test_a_file_that_fails(site: Path, text: str) -> None:
    before = set(sys.modules)
    write(site, "acme.py", text)
    with pytest.raises(PluginError, match=r"acme\.py"):
        load_file(str(site / "acme.py"))
    assert not any(name.startswith("jobs_lint_plugin_") for name in set(sys.modules) - before)


def test_a_file_that_isn_t_there(site: Path) -> None:
    with pytest.raises(PluginError, match="is no file"):
        load_file(str(site / "missing.py"))
    with pytest.raises(PluginError, match="is no file"):
        load_file(str(site))


def offers(*modules: str) -> mock.Mock:
    return mock.Mock(
        return_value=(Offer("jobs_lint", "jobs_lint_rules"), *(Offer("dist", module) for module in modules))
    )


def test_an_installed_plugin_that_fails_is_left_out_and_named(site: Path) -> None:
    write(site, "acme_good.py", source())
    write(site, "acme_bad.py", "raise ValueError('no luck')\n")
    write(site, "acme_reserved.py", source("LIM901"))
    with mock.patch.object(registry, "find_offers", offers("acme_bad", "acme_good", "acme_reserved")):
        load_registry.cache_clear()
        loaded = load_registry(PluginChoice())
        alone = load_registry(PluginChoice(installed=False))
    load_registry.cache_clear()
    assert "ACME001" in loaded.by_label
    assert "LIM101" in loaded.by_label
    assert len(loaded.failures) == 2
    assert "acme_bad" in loaded.failures[0]
    assert "no luck" in loaded.failures[0]
    assert "acme_reserved" in loaded.failures[1]
    assert [each.name for each in alone.plugins] == ["jobs_lint_rules"]
    assert alone.failures == ()


def test_no_rules_at_all_is_a_broken_installation() -> None:
    with mock.patch.object(registry, "load_package", return_value=()):
        load_registry.cache_clear()
        with pytest.raises(PluginError, match="no built-in rules were found") as raised:
            load_registry(PluginChoice())
    load_registry.cache_clear()
    assert not raised.value.asked_for
