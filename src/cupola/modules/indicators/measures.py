"""The measures of the catalogue by id and by the word in their address, and how their figures are said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cupola.engine.measures.indicators import shipped_indicators, written
from cupola.engine.measures.kinds import Measure
from cupola.engine.measures.reading import shipped_measures

# The subjects of the catalogue in the order of the page, as people say them.
SUBJECTS: Mapping[str, Promise] = {
    "devices": _("Devices"),
    "equity": _("Equal access"),
    "home": _("Internet and devices at home"),
    "satisfaction": _("Satisfaction"),
    "network": _("Network and systems that work"),
    "tickets": _("Help desk"),
    "systems": _("Systems and the cloud"),
    "audits": _("Audits"),
    "accounts": _("Accounts"),
    "assessment": _("Results of tests"),
    "attendance": _("Attendance"),
    "students": _("Students"),
    "programs": _("Programs"),
    "classes": _("Classes"),
    "staffing": _("Staffing"),
    "promises": _("Promises"),
    "pains": _("Pains"),
    "feeds": _("Feeds of data"),
}
DIGITS = {"share": 1, "ratio": 2, "difference": 1, "years": 1, "Mbps": 2, "dollars": 2}
GRAINS: Mapping[str, Promise] = {
    "district": _("The whole district"),
    "school": _("School"),
    "grade_band": _("Grades"),
    "student_group": _("Group of students"),
    "item": _("Part"),
}

GROUPS: Mapping[str, Promise] = {
    "english_learner": _("Learning English"),
    "special_education": _("With a disability"),
    "section_504": _("With a plan under Section 504"),
    "homeless": _("Without a fixed home"),
    "foster": _("In foster care"),
    "migrant": _("Migrant"),
    "food_service": _("Free or reduced meals"),
    "hispanic": _("Hispanic or Latino"),
    "american_indian": _("American Indian or Alaska Native"),
    "asian": _("Asian"),
    "black": _("Black"),
    "pacific_islander": _("Pacific Islander"),
    "white": _("White"),
    "two_or_more": _("Two or more races"),
    "female": _("Girls"),
    "male": _("Boys"),
    "other": _("Neither girls nor boys"),
}


@cache
def by_slug() -> Mapping[str, Measure]:
    """The word in the address -> the measure."""
    return {each.slug: each for each in shipped_measures()}


@cache
def by_id() -> Mapping[str, Measure]:
    """The id -> the measure."""
    return {each.id: each for each in shipped_measures()}


@cache
def _digits() -> Mapping[str, int]:
    """The decimals of the measures that the six are told by, so that a number is the same wherever it stands."""
    return {part.measure.id: part.digits for each in shipped_indicators() for part in each.parts}


def saying(measure: Measure) -> Callable[[float], str]:
    """How a value of this measure is said: `92.0%`, `1.04`."""
    digits = _digits().get(measure.id, DIGITS.get(measure.unit, 0))

    def said(value: float) -> str:
        return written(measure.unit, value, digits)

    return said


def named(key: str) -> str:
    """A key of a group, part or grade band as people read it."""
    return str(GROUPS.get(key, key.replace("_", " ").strip()))


def restricted_ids() -> frozenset[str]:
    """The ids of measures of groups of students."""
    return frozenset(each.id for each in shipped_measures() if each.restricted)
