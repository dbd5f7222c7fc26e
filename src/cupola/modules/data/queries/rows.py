"""The rows of findings: as a check's page lists them, as a finding's own page tells them, as an export holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cupola.modules.data.queries.filters import WORKED_ON, priority_of
from cupola.modules.data.queries.manuals import role_title, title_of
from cupola.shell.templatetags.ui import day
from cupola.workspace.models import CheckSwitch, DecisionKind, Finding, School, User
from cupola.workspace.policy import can

AT_ONCE = 2_000
COLUMNS = (
    *("pk", "fingerprint", "check_id", "severity", "role", "school_id", "system", "subject", "message", "file", "line"),
    *("column", "value", "repair", "rows", "minutes", "is_open", "first_seen", "last_seen", "closed_on"),
    *("came_back_on", "standing", "owner_id", "due_on", "until", "reason"),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a finding stands: a mark and its words."""

    mark: str
    words: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One finding in a table. `subject` is empty for readers who may not see whom it is about."""

    print: str
    url: str
    check: str
    priority: str
    school: str
    message: str
    subject: str
    place: str
    column: str
    value: str
    repair: str
    count: int
    minutes: int | None
    who: str
    due_on: date | None
    standing: Standing
    reason: str
    first_seen: date
    last_seen: date


@dataclass(frozen=True, slots=True)
class Names:
    """Names that rows need, looked up once; and whether the reader may see subjects."""

    schools: Mapping[int, str]
    people: Mapping[int, str]
    off: frozenset[str]
    subjects: bool

    @classmethod
    def for_reader(cls, user: User) -> Names:
        """Three small queries."""
        return cls(
            schools=dict(School.objects.values_list("pk", "name")),
            people=dict(User.objects.values_list("pk", "name")),
            off=frozenset(CheckSwitch.objects.values_list("check_id", flat=True)),
            subjects=can(user, "see names"),
        )


def rows(query: QuerySet[Finding], user: User, *, first: int = 0, last: int | None = None) -> list[Row]:
    """The findings of a query (or of one page of it) as rows."""
    names = Names.for_reader(user)
    return [_row(each, names) for each in query.values(*COLUMNS)[first:last]]


def every_row(query: QuerySet[Finding], user: User) -> Iterator[Row]:
    """All findings of a query, without holding them in memory."""
    names = Names.for_reader(user)
    return (_row(each, names) for each in query.values(*COLUMNS).iterator(chunk_size=AT_ONCE))


def _row(each: Mapping[str, Any], names: Names) -> Row:
    return Row(
        print=each["fingerprint"],
        url=reverse("data:finding", args=[each["fingerprint"]]),
        check=each["check_id"],
        priority=priority_of(each["severity"], each["due_on"], timezone.localdate()),
        school=names.schools.get(each["school_id"], ""),
        message=each["message"],
        subject=each["subject"] if names.subjects else "",
        place=place_of(each["file"], each["line"]),
        column=each["column"],
        value=each["value"],
        repair=each["repair"],
        count=each["rows"],
        minutes=each["minutes"],
        who=names.people.get(each["owner_id"]) or role_title(each["role"]),
        due_on=each["due_on"],
        standing=standing_of(each, names.off),
        reason=each["reason"],
        first_seen=each["first_seen"],
        last_seen=each["last_seen"],
    )


def place_of(file: str, line: int | None) -> str:
    """`enrollments.csv 4,812`, the file's own name before its line."""
    short = file.rsplit("/", 1)[-1]
    return f"{short} {line:,}" if line is not None and short else short


def standing_of(each: Mapping[str, Any], off: frozenset[str]) -> Standing:
    """The mark and words of where a finding stands."""
    if not each["is_open"]:
        if each["check_id"] in off:
            return Standing("not-run", _("Check is switched off"))
        return Standing("ok", _("Fixed by %(day)s") % {"day": day(each["closed_on"])}, "ok")
    if each["standing"] == DecisionKind.ACCEPTED:
        return Standing("sheet", _("Accepted to %(day)s") % {"day": day(each["until"])}, "dec")
    if each["standing"] == DecisionKind.NOT_A_PROBLEM:
        return Standing("none", _("Not a problem"), "dec")
    if each["standing"] == DecisionKind.ASSIGNED:
        return Standing("person", _("Assigned"))
    if each["came_back_on"] is not None and each["standing"] in WORKED_ON:
        return Standing("clock", _("Came back"))
    return Standing("open", _("Open"))


HEADS = (
    *("Check", "What is wrong", "Priority", "School", "About", "Message", "File and line", "Column", "Value"),
    *(
        "Could be",
        "Rows",
        "Minutes to fix",
        "Who fixes it",
        "Due",
        "Where it stands",
        "Reason",
        "First seen",
        "Last seen",
    ),
    "Finding",
)


def cells(row: Row) -> tuple[Any, ...]:
    """A row of an export, in the order of `HEADS`."""
    return (
        row.check,
        title_of(row.check),
        row.priority,
        row.school,
        row.subject,
        row.message,
        row.place,
        row.column,
        row.value,
        row.repair,
        row.count,
        row.minutes,
        row.who,
        row.due_on,
        row.standing.words,
        row.reason,
        row.first_seen,
        row.last_seen,
        row.print,
    )
