"""Numbers, dates and names as a person reads them, and text from a file made harmless before it is shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SYSTEMS = ("oneroster_", "sds_", "clever_", "insights_", "google_", "entra_", "intune_", "snipeit_")
LISTS = re.compile(r"^(\w+)_list$")
BREAKS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029")
TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
SIBILANTS = ("s", "x", "z", "ch", "sh")


def tidied(text: str, *, longest: int | None = None) -> str:
    """Text on one line, without control characters or marks that turn the direction of reading.

    Breaks become a blank, other control characters go (an escape sequence from a file must never reach a
    terminal), half surrogates become the replacement character. More than `longest` characters are cut.
    """
    if longest is not None and len(text) > longest:
        text = text[: longest - 1].rstrip() + "…"
    if text.isprintable():
        return text
    return "".join(_harmless(character) for character in text)


def _harmless(character: str) -> str:
    if character in BREAKS:
        return " "
    kind = unicodedata.category(character)
    if kind == "Cs":
        return "\ufffd"
    return "" if kind == "Cc" or character in TURNS else character


def grouped(number: int) -> str:
    """A whole number with its thousands apart: 104,812."""
    return f"{number:,}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 error`, `4,812 findings`."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """More than one of a regular noun: `checks`, `entries`, `classes`."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(SIBILANTS) else "s")


def listed(parts: Iterable[str]) -> str:
    """Several things in a sentence: `a, b and c`."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def rows_of(table: str | None) -> str:
    """What the rows of a table are called: `oneroster_enrollments` holds enrollments."""
    if not table:
        return ""
    name = next((table.removeprefix(start) for start in SYSTEMS if table.startswith(start)), table)
    match = LISTS.match(name)
    return (plural(match[1]) if match else name).replace("_", " ")


def duration(hours: float) -> str:
    """Working time as one would say it: `5 minutes`, `2.5 hours`, `34 hours`."""
    if hours < 1:
        minutes = max(5, 5 * round(hours * 12))
        return "1 hour" if minutes >= 60 else f"{minutes} minutes"
    if hours < 10:
        short = f"{hours:.1f}".removesuffix(".0")
        return f"{short} {'hour' if short == '1' else 'hours'}"
    return f"{round(hours):,} hours"


def day(text: str) -> str:
    """An ISO date with its weekday: `Fri 30 Oct 2026`. Anything else comes back as it is."""
    found = parsed_day(text)
    if found is None:
        return tidied(text, longest=40)
    return f"{DAYS[found.weekday()]} {found.day} {MONTHS[found.month - 1]} {found.year}"


def parsed_day(text: str) -> date | None:
    """The date at the beginning of an ISO date or time, or None."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def age(as_of: str, today: date | None) -> str:
    """How old a day is: `today`, `1 day old`, `12 days old`; nothing when it cannot be said."""
    then = parsed_day(as_of)
    if then is None or today is None or then > today:
        return ""
    days = (today - then).days
    return "today" if days == 0 else f"{counted(days, 'day')} old"
