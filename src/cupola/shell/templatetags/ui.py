"""The parts that pages are made of: marks, tags, figures, dates; shape and word first, then colour."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

register = template.Library()

_BOX = '<svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">{}</svg>'
_RING = '<circle cx="7" cy="7" r="5.4" fill="none" stroke="currentColor" stroke-width="1.6"{}/>'
ICONS = {
    "critical": '<path d="M4.5 1h5L13 4.5v5L9.5 13h-5L1 9.5v-5z" fill="currentColor"/>'
    '<path d="M7 3.6v4" stroke="#fff" stroke-width="1.8"/><circle cx="7" cy="10" r="1.1" fill="#fff"/>',
    "high": '<path d="M7 1.2 13.4 12.6H.6z" fill="currentColor"/>',
    "medium": _RING.format("") + '<path d="M7 1.6a5.4 5.4 0 0 1 0 10.8z" fill="currentColor"/>',
    "low": _RING.format(""),
    "open": _RING.format(""),
    "not-run": _RING.format(' stroke-dasharray="2.4 2"'),
    "held": '<path d="M4.2 2v10M9.8 2v10" stroke="currentColor" stroke-width="2.8"/>',
    "ok": '<path d="M2 7.6 5.6 11 12 3.6" fill="none" stroke="currentColor" stroke-width="2.2"/>',
    "bad": '<path d="M3 3l8 8M11 3l-8 8" stroke="currentColor" stroke-width="2.2"/>',
    "person": '<circle cx="7" cy="4.2" r="2.6" fill="currentColor"/>'
    '<path d="M1.8 13c.4-3.4 2.4-5 5.2-5s4.8 1.6 5.2 5z" fill="currentColor"/>',
    "sheet": '<path d="M2.5 1h9v12h-9z" fill="none" stroke="currentColor" stroke-width="1.4"/>'
    '<path d="M4.8 4.5h4.4M4.8 7.2h4.4" stroke="currentColor" stroke-width="1.2"/>',
    "none": _RING.format("") + '<path d="M3 11 11 3" stroke="currentColor" stroke-width="1.6"/>',
    "clock": _RING.format("") + '<path d="M7 3.8V7l2.4 1.6" fill="none" stroke="currentColor" stroke-width="1.4"/>',
    "way": '<path d="M1.2 8.6c1.6-3.8 3.7-3.6 5.8-1.6s4.2 2.2 5.8-1.6" fill="none" stroke="currentColor" '
    'stroke-width="2.2"/>',
    "receipt": '<path d="M2 .8h10v12.4l-1.7-1.3-1.65 1.3L7 11.9l-1.65 1.3-1.65-1.3L2 13.2z" fill="none" '
    'stroke="currentColor" stroke-width="1.2"/><path d="M4.3 4h5.4M4.3 6.8h5.4" stroke="currentColor" '
    'stroke-width="1.2"/>',
    "unknown": '<rect x="1" y="1" width="12" height="12" fill="none" stroke="currentColor" stroke-width="1.4"/>'
    '<path d="M1 8 8 1M3 13 13 3M9 13l4-4" stroke="currentColor" stroke-width="1.2"/>',
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of our small marks; always beside a word."""
    return mark_safe(_BOX.format(ICONS[name]))


@register.simple_tag
def hatch() -> SafeString:
    """The mark of what we do not know."""
    return icon("unknown")


@register.simple_tag
def tag(name: str, words: object, kind: str = "") -> SafeString:
    """A mark with its word: `{% tag "held" "Held" "held" %}`."""
    css = f"tag tag--{kind}" if kind else "tag"
    return format_html('<span class="{}">{}{}</span>', css, icon(name), words)


@register.filter
def day(value: date | datetime | None) -> str:
    """`Fri 4 Dec`, with the year when it is not in this school year; nothing for none."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    today = timezone.localdate()
    words = f"{_WEEKDAYS[value.weekday()]()} {value.day} {_MONTHS[value.month - 1]()}"
    return words if _school_year(value) == _school_year(today) else f"{words} {value.year}"


@register.filter
def long_day(value: date) -> str:
    """`Tuesday 17 November`: the title of the home page."""
    return format_date(value, "l j F")


@register.filter
def moment(value: datetime | None) -> str:
    """`Mon 16 Nov, 06:12` in the district's time zone; nothing for none."""
    if value is None:
        return ""
    return f"{day(value)}, {timezone.localtime(value):%H:%M}"


def _school_year(value: date) -> int:
    return value.year + (value.month >= 7)


@register.filter
def number(value: Any) -> str:
    """`17,400`; a dash for nothing."""
    return "–" if value is None else f"{int(value):,}"


@register.filter
def unlocalized(value: float) -> str:
    """A number as HTML attributes want it: `0.5`, in every language."""
    return f"{value:g}"


@register.filter
def hours(minutes: int | None) -> str:
    """Minutes of work as a person says them: `20 min`, `6 h`, `250 h`."""
    if minutes is None:
        return _("unknown")
    if minutes < 90:
        return _("%(n)s min") % {"n": minutes}
    return _("%(n)s h") % {"n": f"{round(minutes / 60):,}"}


@register.filter
def dollars(cents: int) -> str:
    """`$152,216`: in tables, without cents."""
    return f"${round(cents / 100):,}"


@register.filter
def about(cents: int) -> str:
    """`about $405,000`: in sentences, three figures."""
    whole = round(cents / 100)
    step = 10 ** max(len(str(whole)) - 3, 0)
    return _("about %(dollars)s") % {"dollars": f"${round(whole / step) * step:,}"}


@register.filter
def at(mapping: dict[Any, Any], key: Any) -> Any:
    """The value of a mapping under a key that a variable holds."""
    return mapping.get(key)


_WEEKDAYS = (
    lambda: pgettext("weekday", "Mon"),
    lambda: pgettext("weekday", "Tue"),
    lambda: pgettext("weekday", "Wed"),
    lambda: pgettext("weekday", "Thu"),
    lambda: pgettext("weekday", "Fri"),
    lambda: pgettext("weekday", "Sat"),
    lambda: pgettext("weekday", "Sun"),
)
_MONTHS = (
    lambda: pgettext("month", "Jan"),
    lambda: pgettext("month", "Feb"),
    lambda: pgettext("month", "Mar"),
    lambda: pgettext("month", "Apr"),
    lambda: pgettext("month", "May"),
    lambda: pgettext("month", "Jun"),
    lambda: pgettext("month", "Jul"),
    lambda: pgettext("month", "Aug"),
    lambda: pgettext("month", "Sep"),
    lambda: pgettext("month", "Oct"),
    lambda: pgettext("month", "Nov"),
    lambda: pgettext("month", "Dec"),
)
