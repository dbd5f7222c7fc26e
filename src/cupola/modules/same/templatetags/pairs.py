"""How this room's pages write its figures and words."""

from __future__ import annotations

from typing import Any

from django import template

from cupola.modules.same.words import ENTITIES, FIELDS, NUMBERS

register = template.Library()


@register.filter
def share(value: float | None) -> str:
    """`98.4%` of a number from 0 to 1; a dash for none."""
    return "–" if value is None else f"{value * 100:.1f}%"


@register.filter
def field_words(name: str) -> Any:
    """What a field is called."""
    return FIELDS.get(name, name)


@register.filter
def entity_words(name: str) -> Any:
    """What a pair is a pair of."""
    return ENTITIES.get(name, name)


@register.filter
def number_words(kind: str) -> Any:
    """What a kind of number of a school is called."""
    return NUMBERS.get(kind, kind)


@register.filter
def own_key(key: str) -> str:
    """The key as the source itself writes it."""
    return key.partition(":")[2]
