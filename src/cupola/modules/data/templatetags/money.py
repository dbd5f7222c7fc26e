"""Money as pages write it, and the address of another page of the same list."""

from __future__ import annotations

from django import template

from cupola.modules.data.queries.filters import Filters

register = template.Library()


@register.filter
def rate(cents: int) -> str:
    """`$42.50`: the price of one hour."""
    return f"${cents / 100:,.2f}"


@register.simple_tag
def page_address(filters: Filters, page: int) -> str:
    """The query string of the same list at another page."""
    return filters.address(page=page)
