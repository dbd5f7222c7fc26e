"""Money and words as the pages of devices write them."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from cupola.modules.devices.words import KIND_WORDS, KINDS, LIFECYCLES, STATES, WAYS

register = template.Library()


@register.filter
def whole_dollars(cents: int | None) -> str:
    """`$152,216`; a word where the price is not known."""
    return _("unknown") if cents is None else f"${round(cents / 100):,}"


@register.filter
def share(value: float | None) -> str:
    """`5.2%` of a number from 0 to 1; a dash for none."""
    return "–" if value is None else f"{value * 100:.1f}%"


@register.filter
def state_words(state: str) -> Any:
    """The words of a device's state."""
    return STATES.get(state, state)


@register.filter
def account_words(kind: str) -> Any:
    """The words of what is wrong with an account."""
    return KINDS.get(kind, kind)


@register.filter
def type_words(kind: str) -> Any:
    """The words of a type of device."""
    return KIND_WORDS.get(kind, kind)


@register.filter
def lifecycle_words(lifecycle: str) -> Any:
    """The words of what one source says of a device."""
    return LIFECYCLES.get(lifecycle, lifecycle)


@register.filter
def way_words(way: str) -> Any:
    """Who says with whom a device is."""
    return WAYS.get(way, way)
