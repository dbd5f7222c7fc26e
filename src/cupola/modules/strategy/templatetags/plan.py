"""How pages of the plan write money, school years and where something stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cupola.modules.strategy.queries.standing import Standing
from cupola.shell.templatetags.ui import tag

if TYPE_CHECKING:
    from cupola.modules.strategy.queries.load import OwnerLine

register = template.Library()
MARKS = {
    "closed": ("ok", "ok"),
    "done": ("ok", "ok"),
    "stopped": ("none", ""),
    "late": ("bad", "crit"),
    "on_the_way": ("medium", ""),
    "not_begun": ("open", ""),
    "to_come": ("open", ""),
    "left_open": ("none", ""),
}
KEPT_MARKS = {"yes": ("ok", "ok"), "partly": ("medium", ""), "no": ("bad", "crit"), "unknown": ("unknown", "")}


@register.filter
def dollars(cents: int | None) -> str:
    """`$152,216`; the word unknown where nobody said."""
    return _("unknown") if cents is None else f"${round(cents / 100):,}"


@register.filter
def school_year(ends_in: int) -> str:
    """`2026–27` for the year that ends in 2027."""
    return f"{ends_in - 1}–{ends_in % 100:02d}"


@register.filter
def score(value: float | None) -> str:
    """`7.5`; the word unknown for none."""
    return _("unknown") if value is None else f"{value:.1f}"


@register.filter
def percent(share: float) -> str:
    """`46%`."""
    return f"{share:.0%}"


@register.filter
def weight(value: float) -> str:
    """`18` or `18.5`."""
    return f"{value:,.1f}".removesuffix(".0")


@register.filter
def plan_nth(values: Sequence[Any], place: int) -> Any:
    """The value at this place."""
    return values[place]


@register.filter
def plan_terms(line: OwnerLine, terms: Sequence[str]) -> list[tuple[str, int]]:
    """The hours of an owner, each with its term."""
    return list(zip(terms, line.hours, strict=True))


@register.simple_tag
def standing(found: Standing) -> SafeString:
    """The mark and the word of where something stands."""
    mark, kind = MARKS[found.word]
    return tag(mark, found.title, kind)


@register.simple_tag
def kept(value: str, words: str) -> SafeString:
    """The mark and the word of whether an initiative gave what it promised."""
    mark, kind = KEPT_MARKS.get(value, KEPT_MARKS["unknown"])
    return tag(mark, words or _("Not known"), kind)
