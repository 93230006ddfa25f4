"""The words and the arithmetic of rules about placement."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobs_lint.api import Fit, Limit, Setting


def may_be_near(setting: Setting[int], share: Limit, *limits: Limit) -> bool:
    """Whether no more than a share is left of one of some limits: a quick look, before all else is loaded."""
    if not setting.is_set:
        return False
    value = setting.known()
    return any(limit.amount * (100 - share.amount) <= value * 100 <= limit.amount * 100 for limit in limits)


def nearness(fit: Fit) -> str:
    """How near a value is to its limit: `95% of the limit of 10,000 tasks`, or all of it."""
    whole = fit.value == fit.limit.amount
    share = "all" if whole or fit.value is None else f"{fit.value * 100 // fit.limit.amount}%"
    return f"{share} of the limit of {fit.limit.describe()} for {fit.limit.applies_to}"
