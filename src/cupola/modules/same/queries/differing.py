"""What the page of disagreements shows: how many of which kind, between which sources, and who must change what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from cupola.modules.same.models import Differing, Taking
from cupola.modules.same.queries.figures import VERB
from cupola.modules.same.words import FIELDS
from cupola.workspace.models import School, User
from cupola.workspace.policy import visible

ON_A_PAGE = 50
MISSING = "missing"
SAID = ("field", "left_system", "right_system")


@dataclass(frozen=True, slots=True)
class Asked:
    """How the list is narrowed."""

    field: str = ""
    left: str = ""
    right: str = ""
    changes: str = ""
    school: str = ""

    def address(self, **other: str) -> str:
        """The query string of this list, with some things asked for otherwise."""
        said = {name: getattr(self, name) for name in ("field", "left", "right", "changes", "school")} | other
        return "?" + urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True, slots=True)
class Between:
    """Two sources that disagree about so many people."""

    left: str
    right: str
    people: int


@dataclass(frozen=True, slots=True)
class Kind:
    """One field between two sources: how many, who must change it, and where the list is."""

    title: Any
    field: str
    left: str
    right: str
    changes: str
    n: int
    address: str


@dataclass(frozen=True, slots=True)
class DifferingPage:
    """Counts and the list that is asked for."""

    taking: Taking | None
    asked: Asked
    between: tuple[Between, ...]
    kinds: tuple[Kind, ...]
    page: Page[Differing]
    schools: tuple[School, ...]
    titles: Mapping[str, str]
    query: str


def rows(user: User) -> QuerySet[Differing]:
    """The disagreements that the user may see."""
    return visible(Differing.objects.all(), user, VERB)


def found(user: User, asked: Asked) -> QuerySet[Differing]:
    """The list, by school."""
    own = rows(user).select_related("school")
    if asked.school.isdecimal():
        own = own.filter(school=int(asked.school[:9]))
    for name, value in (("field", asked.field), ("left_system", asked.left), ("right_system", asked.right)):
        if value:
            own = own.filter(**{name: value})
    return own.filter(changes=asked.changes) if asked.changes else own


def differing_page(user: User, asked: Asked, number: str) -> DifferingPage:
    """Counts over what the user may see at the school that is asked for, and the list."""
    taking = Taking.newest()
    titles = taking.titles if taking else {}
    own = found(user, Asked(school=asked.school)).order_by()
    people = own.exclude(field=MISSING).values("left_system", "right_system").annotate(n=Count("left", distinct=True))
    kinds = own.values(*SAID, "changes").annotate(n=Count("pk")).order_by("-n", *SAID)
    narrowed = asked.address()
    return DifferingPage(
        taking=taking,
        asked=asked,
        between=tuple(
            Between(titles.get(row["left_system"], row["left_system"]),
                    titles.get(row["right_system"], row["right_system"]), row["n"])
            for row in sorted(people, key=lambda row: -row["n"])
        ),
        kinds=tuple(_kind(row, titles, asked) for row in kinds),
        page=Paginator(found(user, asked), ON_A_PAGE).get_page(number),
        schools=tuple(School.objects.filter(pk__in=rows(user).order_by().values("school"))),
        titles=titles,
        query=narrowed.removeprefix("?"),
    )  # fmt: skip


def _kind(row: Mapping[str, Any], titles: Mapping[str, str], asked: Asked) -> Kind:
    left, right, changes = row["left_system"], row["right_system"], row["changes"]
    address = asked.address(field=row["field"], left=left, right=right, changes=changes)
    return Kind(
        FIELDS.get(row["field"], row["field"]), row["field"], titles.get(left, left), titles.get(right, right),
        titles.get(changes, changes), row["n"], address,
    )  # fmt: skip


HEAD = ("field", "school", "source", "key there", "other source", "key there", "believed", "to be changed in")


def lines(user: User, asked: Asked) -> Iterator[tuple[Any, ...]]:
    """The rows of the list as a file has them: keys by which each source finds the person, and no names."""
    taking = Taking.newest()
    titles = taking.titles if taking else {}
    for each in found(user, asked).iterator(chunk_size=500):
        yield (
            str(FIELDS.get(each.field, each.field)),
            each.school.name if each.school else "",
            *(titles.get(each.left_system, each.left_system), each.left.partition(":")[2]),
            *(titles.get(each.right_system, each.right_system), each.right.partition(":")[2]),
            *(titles.get(each.trusted, each.trusted), titles.get(each.changes, each.changes)),
        )
