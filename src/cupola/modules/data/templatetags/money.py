"""Money as pages write it, and the address of another page of the same list."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from cupola.modules.data.queries.filters import Filters

register = template.Library()


@register.filter
def dollars(cents: int) -> str:
    """`$152,216`: in tables, without cents."""
    return f"${round(cents / 100):,}"


@register.filter
def rate(cents: int) -> str:
    """`$42.50`: the price of one hour."""
    return f"${cents / 100:,.2f}"


@register.filter
def about(cents: int) -> str:
    """`about $405,000`: in sentences, three figures."""
    whole = round(cents / 100)
    step = 10 ** max(len(str(whole)) - 3, 0)
    return _("about %(dollars)s") % {"dollars": f"${round(whole / step) * step:,}"}


@register.simple_tag
def page_address(filters: Filters, page: int) -> str:
    """The query string of the same list at another page."""
    return filters.address(page=page)
