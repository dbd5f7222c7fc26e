"""What can be chosen on the pages of findings: filters, views, people; each within what the reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cupola.engine.catalog import roles
from cupola.modules.data.queries.filters import Filters, read_filters
from cupola.modules.data.queries.manuals import area_title, areas
from cupola.shell.templatetags.ui import day
from cupola.workspace.models import Finding, Publication, SavedView, School, User
from cupola.workspace.models.people import Reach
from cupola.workspace.policy import ROLES, everywhere, visible

PAGE = "data:findings"
DELIVERIES_SHOWN = 12
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a choice."""

    value: str
    title: Words
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter: its name in the address, its label and entries; the first asks for nothing."""

    name: str
    label: Words
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A view above the queue; one's own can be removed."""

    title: Words
    url: str
    is_here: bool
    key: int | None = None
    is_shared: bool = False


STANDINGS: tuple[tuple[str, Words], ...] = (
    ("", _("Open")),
    ("unassigned", _("Open, nobody yet")),
    ("assigned", _("Assigned")),
    ("came_back", _("Came back")),
    ("accepted", _("Accepted")),
    ("not_a_problem", _("Not a problem")),
    ("decided", _("Decided")),
    ("fixed", _("Fixed")),
    ("all", _("All of them")),
)
PRIORITIES: tuple[tuple[str, Words], ...] = (
    ("", _("All four")),
    ("critical", _("Critical")),
    ("high", _("High")),
    ("error", _("Every error")),
    ("medium", _("Medium")),
    ("low", _("Low")),
)
DUES: tuple[tuple[str, Words], ...] = (
    ("", _("Any date")),
    ("overdue", _("Overdue")),
    ("week", _("Within 7 days")),
    ("month", _("Within 31 days")),
    ("none", _("No date")),
)
ORDERS: tuple[tuple[str, Words], ...] = (
    ("", _("Priority")),
    ("count", _("How many")),
    ("hours", _("Hours to fix")),
    ("due", _("Due first")),
    ("newest", _("Newest first")),
    ("id", _("Check")),
)
VIEWS: tuple[tuple[Words, Filters], ...] = (
    (_("Everything open"), Filters()),
    (_("Mine"), Filters(who="mine")),
    (_("Due this week"), Filters(due="week")),
    (_("Came back"), Filters(standing="came_back")),
    (_("Decided"), Filters(standing="decided")),
    (_("Fixed"), Filters(standing="fixed")),
)


def choices(filters: Filters, user: User) -> list[Choice]:
    """The filters of the queue as the reader may use them."""
    return [
        Choice("school", _("School"), _chosen(_schools(user), filters.school)),
        Choice("who", _("Who fixes it"), _chosen(_people(user), filters.who)),
        Choice("priority", _("Priority"), _chosen(PRIORITIES, filters.priority)),
        Choice("area", _("Subject"), _chosen(_areas(), filters.area)),
        Choice("due", _("Due"), _chosen(DUES, filters.due)),
        Choice("standing", _("Where it stands"), _chosen(STANDINGS, filters.standing)),
        Choice("since", _("First seen"), _chosen(_deliveries(), filters.since)),
        Choice("order", _("Order"), _chosen(ORDERS, filters.order)),
    ]


def _chosen(entries: Sequence[tuple[str, Words]], now: str) -> tuple[Option, ...]:
    return tuple(Option(value, title, value == now) for value, title in entries)


def _schools(user: User) -> list[tuple[str, Words]]:
    rows = visible(School.objects.filter(is_listed=True), user).values_list("pk", "name")
    none: list[tuple[str, Words]] = [("none", _("The district, no school"))] if everywhere(user, "see findings") else []
    return [("", _("All schools")), *none, *((str(key), name) for key, name in rows)]


def _people(user: User) -> list[tuple[str, Words]]:
    owners = visible(Finding.objects.filter(is_open=True, owner__isnull=False), user).order_by()
    people = User.objects.filter(pk__in=owners.values("owner")).values_list("pk", "name")
    return [
        ("", _("Anyone")),
        ("mine", _("Me or my role")),
        ("me", _("Me")),
        ("nobody", _("Nobody yet")),
        *((f"role:{key}", title) for key, title in roles().items()),
        *((f"person:{key}", name) for key, name in people),
    ]


def _areas() -> list[tuple[str, Words]]:
    return [("", _("All subjects")), *((area, area_title(area)) for area in areas())]


def _deliveries() -> list[tuple[str, Words]]:
    seen = Publication.objects.filter(finished_at__isnull=False).values_list("snapshot", "as_of")[:DELIVERIES_SHOWN]
    return [("", _("At any time")), *dict.fromkeys((snapshot, day(as_of)) for snapshot, as_of in seen)]


def views(filters: Filters, user: User) -> list[View]:
    """The views of the house, then saved ones: one's own, and shared ones that name no school hidden from us."""
    now = replace(filters, page=1)
    base = reverse(PAGE)
    found = [View(title, base + each.address(), each == now) for title, each in VIEWS]
    rows = SavedView.objects.filter(Q(owner=user) | Q(is_shared=True), page=PAGE).values_list(
        "pk", "title", "query", "owner", "is_shared"
    )
    mayuse = {value for value, _title in _schools(user)} if rows else set()
    for key, title, query, owner, is_shared in rows:
        saved = read_filters(QueryDict(query))
        if owner != user.pk and saved.school not in mayuse:
            continue
        found.append(View(title, base + saved.address(), saved == now, key if owner == user.pk else None, is_shared))
    return found


def clean_query(query: str) -> str:
    """The filters of an address alone, as they are kept in a saved view."""
    return read_filters(QueryDict(query.lstrip("?"))).address().lstrip("?")


def assignable(user: User) -> list[tuple[int, str]]:
    """People that findings can be assigned to, as far as the reader may know of them: who sees the whole district, or
    a school that the reader sees."""
    seeing = [key for key, role in ROLES.items() if "see findings" in role.verbs]
    people = User.objects.filter(is_active=True, grants__role__in=seeing)
    if not everywhere(user, "see findings"):
        schools = visible(School.objects.all(), user).order_by().values("pk")
        near = Q(grants__reach=Reach.DISTRICT) | Q(grants__reach=Reach.SCHOOLS, grants__schools__in=schools)
        people = people.filter(near)
    return list(people.distinct().values_list("pk", "name"))
