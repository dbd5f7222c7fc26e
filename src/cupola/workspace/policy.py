"""Who may do what, and to which schools: the one place that knows.

`can(user, verb, thing)` answers for one act, `visible(query, user)` narrows a query to what the user may see. A
role is a set of verbs; a grant gives a user one role over the whole district, named schools, or own sections.
What has no school belongs to the district and is seen by grants over the whole district alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cupola.workspace.models import Figure, FigureNotComputed, Finding, Grant, School, User
from cupola.workspace.models.people import Reach
from cupola.workspace.models.placed import Placed

Reader = User | AnonymousUser
M = TypeVar("M", bound=Model)

# Every permission there is, in words. A verb that is not here does not exist.
VERBS: Mapping[str, Promise] = {
    "see the record": _("See what the record holds, school by school"),
    "see deliveries": _("See what was delivered and what became of it"),
    "bring deliveries": _("Drop files in and see what they would change"),
    "apply deliveries": _("Put a delivery in force, or undo it"),
    "see findings": _("See findings"),
    "decide findings": _("Assign, accept and set aside findings"),
    "switch checks": _("Switch a check off for the district"),
    "see schools": _("See the pages of schools"),
    "see figures": _("See the figures of the district and of one's own schools"),
    "see achievement": _("See results of tests by school, grade and own section, for work with students"),
    "see names": _("See the names of people within one's own work"),
    "see any names": _("See the names of other people, for a reason that is written down"),
    "see people": _("See who has an account and what they may do"),
    "manage people": _("Invite people and give them roles"),
    "see devices": _("See devices, counted three ways, and what each source says of them"),
    "see accounts": _("See which accounts of the directory should not be as they are"),
    "keep rehearsals": _("Draw samples of devices as an auditor does, and record what was found"),
    "review links": _("Say whether two records are one, and see what sources disagree about"),
    "take notes": _("Write down what one sees and hears; only the writer reads it"),
    "see voice": _("See what people said, what was promised, and survey results"),
    "keep voice": _("Record sessions, themes, promises and surveys"),
    "see plan": _("See the plan: needs, goals, money, decisions"),
    "keep plan": _("Change the plan"),
    "answer decisions": _("Answer decisions that the plan asks for"),
    "read public pages": _("Read what the district shows to everybody of plan and promises"),
    "keep own time": _("Keep a diary of one's own time, and the case for the seat"),
    "see systems": _("See the systems that the district runs on: register, audits, network and calendar"),
    "keep systems": _("Change the register of systems, audit results, the calendar, lines and what is watched"),
    "read briefs": _("Read the papers for cabinet and board that were frozen"),
    "make briefs": _("Make a paper for cabinet and board, and freeze it"),
    "see audit": _("Read the audit trail"),
    "configure": _("Change the settings of this installation"),
}


@dataclass(frozen=True, slots=True)
class Role:
    """What people of one kind may do, and the reach that such a role has by itself."""

    title: Promise
    verbs: frozenset[str]
    usual_reach: str = Reach.DISTRICT


def _role(title: Promise, *verbs: str, reach: str = Reach.DISTRICT) -> Role:
    unknown = set(verbs) - set(VERBS)
    if unknown:
        raise KeyError(f"no such verb: {', '.join(sorted(unknown))}")
    return Role(title, frozenset(verbs), reach)


_READ = ("see the record", "see findings", "see schools", "see figures")
_FEEDS = (*_READ, "see deliveries", "bring deliveries")
_TOGETHER = ("take notes", "see voice", "see plan", "read public pages")
_MACHINES = ("see devices", "see accounts")
_OF_A_SCHOOL = ("see findings", "see schools", "see figures", "decide findings", "see names", "read public pages")
ROLES: Mapping[str, Role] = {
    "administrator": Role(_("administrator"), frozenset(VERBS)),
    "technology_leader": Role(_("technology leader"), frozenset(VERBS) - {"configure"}),
    "cabinet_member": _role(
        _("cabinet member"), *_READ, *_TOGETHER, "answer decisions", "see devices", "see systems", "read briefs"
    ),
    "data_steward": _role(
        _("data steward"),
        *_FEEDS,
        *_TOGETHER,
        "see systems",
        "apply deliveries",
        "decide findings",
        "switch checks",
        "see names",
        "see any names",
        "see achievement",
        "review links",
        *_MACHINES,
    ),
    "technician": _role(
        _("technician"),
        *_FEEDS,
        *_TOGETHER,
        *_MACHINES,
        "see systems",
        "keep rehearsals",
        "decide findings",
        "see names",
    ),
    "school_leader": _role(
        _("school leader"),
        *_OF_A_SCHOOL,
        "see achievement",
        "see devices",
        "take notes",
        "see voice",
        "see plan",
        reach=Reach.SCHOOLS,
    ),
    "registrar": _role(_("registrar"), *_OF_A_SCHOOL, "review links", reach=Reach.SCHOOLS),
    "teacher": _role(
        _("teacher"), "see findings", "see names", "see achievement", "read public pages", reach=Reach.SECTIONS
    ),
    "board_reader": _role(_("board reader"), "see figures", "read public pages", "read briefs"),
}


def grants_of(user: Reader) -> tuple[Grant, ...]:
    """The grants of an active user with the keys of their schools, read once for each request."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    known: tuple[Grant, ...] | None = getattr(user, "_grants", None)
    if known is None:
        known = tuple(user.grants.prefetch_related("schools"))
        user._grants = known  # type: ignore[attr-defined]
    return known


def with_verb(user: Reader, verb: str) -> list[Grant]:
    """The grants that hold a verb; a verb that does not exist raises `KeyError`."""
    if verb not in VERBS:
        raise KeyError(f"no such verb: {verb}")
    return [grant for grant in grants_of(user) if grant.role in ROLES and verb in ROLES[grant.role].verbs]


def can(user: Reader, verb: str, thing: object = None) -> bool:
    """Whether the user may do this at all, or to this thing (a school, a finding)."""
    grants = with_verb(user, verb)
    if thing is None:
        return bool(grants)
    if isinstance(thing, Figure) and thing.restricted and not everywhere(user, "see names"):
        return False
    return any(_reaches(grant, thing) for grant in grants)


def everywhere(user: Reader, verb: str) -> bool:
    """Whether the user may do this in the whole district."""
    return any(grant.reach == Reach.DISTRICT for grant in with_verb(user, verb))


def _reaches(grant: Grant, thing: object) -> bool:
    if grant.reach == Reach.DISTRICT:
        return True
    if isinstance(thing, School):
        return grant.reach == Reach.SCHOOLS and thing.pk in school_keys(grant)
    if isinstance(thing, Finding):
        if grant.reach == Reach.SCHOOLS:
            return thing.school_id in school_keys(grant)
        return bool(thing.subject) and grant.user.own_subjects.filter(key=thing.subject).exists()
    if isinstance(thing, Figure) and grant.reach == Reach.SCHOOLS:
        return thing.grain == "district" or thing.school_id in school_keys(grant)
    if isinstance(thing, Placed) and thing.of_school and grant.reach == Reach.SCHOOLS:
        school = _school_behind(thing)
        return thing.is_open_to_schools if school is None else school in school_keys(grant)
    return False


def _school_behind(row: Placed) -> int | None:
    """The primary key of the school that a row belongs to."""
    found: Any = row
    for step in row.of_school.split("__"):
        found = getattr(found, step, None)
    return found.pk if isinstance(found, School) else None


def school_keys(grant: Grant) -> frozenset[int]:
    """The primary keys of the schools that a grant names."""
    return frozenset(school.pk for school in grant.schools.all())


def visible(query: QuerySet[M], user: Reader, verb: str = "see findings") -> QuerySet[M]:
    """The rows of a query that the user may see by this verb; a model without a rule is seen district-wide only.

    Figures of groups of students are seen only by who may see names in the whole district.
    """
    allowed = Q(pk__in=())
    if query.model is Figure and not everywhere(user, "see names"):
        query = query.filter(restricted=False)
    for grant in with_verb(user, verb):
        if grant.reach == Reach.DISTRICT:
            return query
        allowed |= _rows_within(query.model, grant)
    return query.filter(allowed)


def _rows_within(model: type[Model], grant: Grant) -> Q:
    schools = school_keys(grant)
    if model is School:
        return Q(pk__in=schools) if grant.reach == Reach.SCHOOLS else Q(pk__in=())
    if model is Finding:
        if grant.reach == Reach.SCHOOLS:
            return Q(school_id__in=schools)
        return Q(subject__in=grant.user.own_subjects.values("key"))
    if model is Figure and grant.reach == Reach.SCHOOLS:
        return Q(grain="district") | Q(school_id__in=schools)
    if model is FigureNotComputed and grant.reach == Reach.SCHOOLS:
        return Q(pk__isnull=False)
    if issubclass(model, Placed) and model.of_school and grant.reach == Reach.SCHOOLS:
        own = Q(**{f"{model.of_school}__in": schools})
        return own | Q(**{f"{model.of_school}__isnull": True}) if model.is_open_to_schools else own
    return Q(pk__in=())


def scope_of(user: Reader, verb: str) -> tuple[str, tuple[str, ...]]:
    """What `record.reader` must be narrowed to: ("district", ()), ("schools", org ids) or ("nothing", ())."""
    if everywhere(user, verb):
        return "district", ()
    keys: set[str] = set()
    for grant in with_verb(user, verb):
        if grant.reach == Reach.SCHOOLS:
            keys |= {school.key for school in grant.schools.all()}
    return ("schools", tuple(sorted(keys))) if keys else ("nothing", ())


def roles_in_words(user: Reader) -> list[Any]:
    """The titles of a user's roles, for the header."""
    return [ROLES[grant.role].title for grant in grants_of(user) if grant.role in ROLES]
