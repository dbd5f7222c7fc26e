"""Lists of people who are to get an account: from a spreadsheet or the record, looked at before anything is made."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from cupola.engine.record.access import Staff
from cupola.workspace import audit, people, personal
from cupola.workspace.folding import folded
from cupola.workspace.models import School, User
from cupola.workspace.models.people import Reach
from cupola.workspace.people import PeopleError, Wanted
from cupola.workspace.policy import ROLES

MOST_ROWS = 5_000
COLUMNS = {
    "name": ("name", "full name", "person"),
    "email": ("email", "e-mail", "mail", "e-mail address", "email address"),
    "role": ("role", "roles"),
    "schools": ("schools", "school", "school code", "school name"),
}
# What a word of the record for a member of staff becomes here; others are not proposed.
ROLE_OF_STAFF = {"teacher": "teacher", "principal": "school_leader", "siteAdministrator": "school_leader"}


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a list as it would be made; `wrong` says why not, `was` that there is an account already."""

    number: int
    name: str
    email: str
    role: str
    schools: tuple[int, ...] = ()
    school_names: tuple[str, ...] = ()
    person_key: str = ""
    wrong: str = ""
    was: bool = False


def read_sheet(name: str, content: bytes) -> tuple[Line, ...]:
    """The lines of a CSV or XLSX file. Raises `PeopleError` when it is no such list."""
    rows = _rows(name, content)
    header = [folded(cell) for cell in rows[0]] if rows else []
    at = {what: header.index(word) for what, words in COLUMNS.items() for word in words if word in header}
    missing = [what for what in ("name", "email", "role") if what not in at]
    if missing:
        raise PeopleError(name, f"has no column {', '.join(missing)}.", "Name the columns name, e-mail, role, schools.")
    if len(rows) > MOST_ROWS:
        raise PeopleError(name, f"has more than {MOST_ROWS:,} rows.", "Split it into several files.")
    known = _known_schools()
    taken = _taken()
    lines = [_line(number, row, at=at, known=known) for number, row in enumerate(rows[1:], start=2) if any(row)]
    return tuple(replace(line, was=line.email in taken) for line in _once(lines))


def from_record(user: User) -> tuple[Line, ...]:
    """The staff of the record with roles at schools, who have an address and no account yet.

    Their names leave the record by the one door, and a line in the audit trail says so.
    """
    found = personal.staff(user, ROLE_OF_STAFF)
    schools = {school.key: school for school in School.objects.filter(is_listed=True)}
    taken = _taken()
    lines = (_proposed(number, each, schools) for number, each in enumerate(found, start=1) if each.email not in taken)
    return tuple(_once(lines))


@transaction.atomic
def make(lines: Iterable[Line], *, by: User) -> list[tuple[User, str]]:
    """Invite everybody of a list that was looked at; all or none. Returns each user with the token of the link."""
    made = []
    for line in lines:
        if not line.wrong:
            wanted = Wanted(line.role, "", tuple(School.objects.filter(pk__in=line.schools)))
            made.append(_made(line, wanted, by))
    audit.note("people imported", user=by, people=len(made))
    return made


def _made(line: Line, wanted: Wanted, by: User) -> tuple[User, str]:
    before = User.objects.filter(email=line.email, is_active=True).first()
    if before is not None:
        people.give_role(before, wanted, by=by)
        return before, ""
    user, token = people.invite(email=line.email, name=line.name, wanted=(), by=by)
    if line.person_key:
        user.person_key = line.person_key
        user.save(update_fields=["person_key"])
    people.give_role(user, wanted, by=by)
    return user, token


def _rows(name: str, content: bytes) -> list[list[str]]:
    if content[:2] == b"PK":
        return _workbook(name, content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]


def _workbook(name: str, content: bytes) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    except CalamineError as error:
        raise PeopleError(name, "is no workbook that can be read.", "Save it as XLSX or CSV again.") from error
    return [[str(cell).strip() for cell in row] for row in sheet.to_python(skip_empty_area=True)]


def _line(number: int, row: Sequence[str], *, at: Mapping[str, int], known: Mapping[str, list[School]]) -> Line:
    cell = {what: row[place] if place < len(row) else "" for what, place in at.items()}
    role = next((key for key, each in ROLES.items() if folded(cell["role"]) in (key, folded(str(each.title)))), "")
    line = Line(number, cell["name"], cell["email"].lower(), role)
    try:
        validate_email(line.email)
    except ValidationError:
        return replace(line, wrong="the e-mail address is none.")
    if not line.name or not role:
        return replace(line, wrong="the name is empty." if not line.name else f"there is no role {cell['role']}.")
    named = [word.strip() for word in cell.get("schools", "").split(";") if word.strip()]
    unknown = [word for word in named if len(known.get(folded(word), ())) != 1]
    if unknown:
        return replace(line, wrong=f"there is no one school {unknown[0]}.")
    return _within(line, [known[folded(word)][0] for word in named])


def _within(line: Line, schools: Sequence[School]) -> Line:
    needs = ROLES[line.role].usual_reach == Reach.SCHOOLS
    if needs and not schools:
        return replace(line, wrong="the role reaches schools, and none is named.")
    reached = {school.pk: school.name for school in schools} if needs else {}
    return replace(line, schools=tuple(reached), school_names=tuple(reached.values()))


def _proposed(number: int, each: Staff, schools: Mapping[str, School]) -> Line:
    line = Line(number, each.name, each.email, ROLE_OF_STAFF[each.role], person_key=each.person_id)
    return _within(line, [schools[key] for key in each.schools if key in schools])


def _once(lines: Iterable[Line]) -> list[Line]:
    """The lines, of which each address and role counts once."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for line in lines:
        again = (line.email, line.role) in seen
        seen.add((line.email, line.role))
        kept.append(replace(line, wrong="the same person and role stands above.") if again and not line.wrong else line)
    return kept


def _known_schools() -> dict[str, list[School]]:
    """Schools by folded name, by key, and by the key's last part, which is the code."""
    found: dict[str, list[School]] = {}
    for school in School.objects.filter(is_listed=True):
        for word in {folded(school.name), folded(school.key), folded(school.key.partition(":")[2])}:
            found.setdefault(word, []).append(school)
    return found


def _taken() -> set[str]:
    return set(User.objects.filter(is_active=True).values_list("email", flat=True))
