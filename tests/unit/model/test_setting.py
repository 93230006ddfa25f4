"""Settings: set, unset and unknown, and comparisons that know what they don't know."""

from __future__ import annotations

import operator
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.limits import Limits
from jobs_lint.model.setting import UNKNOWN, Setting, Unknown, all_, any_, max_, min_, not_
from jobs_lint.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

COMPARISONS = (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge)
ARITHMETIC = (operator.add, operator.sub, operator.mul)
VALUES = st.one_of(st.integers(), st.none(), st.just(UNKNOWN))
TRUTHS = st.sampled_from([True, False, UNKNOWN])


def setting(value: int | Unknown | None, text: str = "", is_set: bool = True) -> Setting[int]:
    return Setting(value, text, Span(4, 9), "spec.taskCount", is_set)


@given(VALUES, VALUES, st.sampled_from(COMPARISONS + ARITHMETIC))
def test_what_is_computed_from_an_unknown_is_unknown(
    left: int | Unknown | None, right: int | Unknown | None, operation: Callable[[Any, Any], Any]
) -> None:
    known = isinstance(left, int) and isinstance(right, int)
    for other in (setting(right), right):
        result = operation(setting(left), other)
        assert result == operation(left, right) if known else result is UNKNOWN
        if other is not None and not isinstance(other, Unknown):
            mirrored = operation(other, setting(left)) if operation is not operator.sub else None
            assert mirrored is None or (mirrored is UNKNOWN) != known


@given(st.lists(TRUTHS))
def test_truths_are_joined_as_three_valued_logic_has_it(truths: list[bool | Unknown]) -> None:
    order = {False: 0, UNKNOWN: 1, True: 2}
    ranks = [order[truth] for truth in truths]
    assert order[all_(*truths)] == min(ranks, default=2)
    assert order[any_(*truths)] == max(ranks, default=0)
    assert not_(all_(*truths)) is any_(*map(not_, truths))


@given(st.lists(VALUES, min_size=1))
def test_extremes_are_unknown_where_one_value_is(values: list[int | Unknown | None]) -> None:
    numbers = [value for value in values if isinstance(value, int)]
    known = len(numbers) == len(values)
    assert min_(*map(setting, values)) == (min(numbers) if known else UNKNOWN)
    assert max_(*map(setting, values)) == (max(numbers) if known else UNKNOWN)


def test_unknown_counts_as_false_and_stays_one() -> None:
    assert not UNKNOWN
    assert (setting(UNKNOWN) == setting(UNKNOWN)) is UNKNOWN
    assert (setting(UNKNOWN) != 3) is UNKNOWN
    assert pickle.loads(pickle.dumps(UNKNOWN)) is UNKNOWN


def test_a_limit_is_compared_by_its_amount() -> None:
    limit = Limits.default().cloud_run.task_count
    assert (setting(limit.amount) > limit) is False
    assert (setting(limit.amount + 1) > limit) is True
    assert (setting(UNKNOWN) > limit) is UNKNOWN


@pytest.mark.parametrize(
    ("one", "states"),
    [
        (setting(5, "5"), (False, True, True)),
        (setting(5, "", is_set=False), (False, True, False)),
        (setting(None, "", is_set=False), (False, False, False)),
        (setting(UNKNOWN, "${X}", is_set=False), (True, False, True)),
    ],
)
def test_the_states(one: Setting[int], states: tuple[bool, bool, bool]) -> None:
    assert (one.is_unknown, one.is_known, one.is_written) == states
    if states[1]:
        assert one.known() == 5
    else:
        with pytest.raises(ValueError, match=r"spec\.taskCount has no known value"):
            one.known()


def test_a_finding_carries_place_value_and_limit() -> None:
    limit = Limits.default().cloud_run.task_count
    found = setting(20000, "20_000").finding("too many", limit=limit, migrate_to="batch")
    assert (found.span, found.field, found.value, found.migrate_to) == (Span(4, 9), "spec.taskCount", "20_000", "batch")
    assert found.limit == ("cloud-run.task-count", 10_000, "task")
    assert setting(1, is_set=False).finding("unset").value is None


@pytest.mark.parametrize(
    ("field", "key"),
    [("spec.taskCount", "taskCount"), ('a.limits["nvidia.com/gpu"]', "nvidia.com/gpu"), ("a[0].value", "value")],
)
def test_the_key_is_the_last_of_the_path(field: str, key: str) -> None:
    assert Setting(None, "", Span(0, 0), field, is_set=False).key == key
