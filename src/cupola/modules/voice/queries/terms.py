"""The term in which a day lies, and the grade spans of schools."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from cupola.workspace.models import School

SPANS: dict[str, Any] = {
    "elementary": _("Elementary"),
    "middle": _("Middle"),
    "high": _("High"),
    "several": _("Several spans"),
}
ORDER = ("IT", "PR", "PK", "TK", "KG", *(f"{grade:02d}" for grade in range(1, 13)), "13", "PS", "UG")


@dataclass(frozen=True, slots=True)
class Term:
    """A half of a school year: its title, first and last day."""

    title: Any
    begin: date
    end: date


def term_of(day: date) -> Term:
    """Fall is July to December, spring January to June."""
    if day.month >= 7:
        return Term(_("fall %(year)s") % {"year": day.year}, date(day.year, 7, 1), date(day.year, 12, 31))
    return Term(_("spring %(year)s") % {"year": day.year}, date(day.year, 1, 1), date(day.year, 6, 30))


def span_of(school: School) -> str:
    """Which span a school teaches: elementary to grade 5 or 6, middle 5 to 9, high from 7 or later to 12."""
    low, high = _place(school.low_grade), _place(school.high_grade)
    if low is None or high is None:
        return "several"
    if high <= _grade(6) and low <= _grade(4):
        return "elementary"
    if low >= _grade(5) and high <= _grade(9):
        return "middle"
    return "high" if low >= _grade(7) and high >= _grade(10) else "several"


def _place(grade: str) -> int | None:
    return ORDER.index(grade) if grade in ORDER else None


def _grade(number: int) -> int:
    return ORDER.index(f"{number:02d}")
