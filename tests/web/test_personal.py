"""Names leave the record by one door: within one's own work, or with a reason, and each time a line is written."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from django.conf import settings

from cupola.engine.record.reader import EVERYTHING, Scope, reader
from cupola.workspace import people, personal
from cupola.workspace.models import AuditEntry, Finding, OwnSubject, School, User
from cupola.workspace.people import Wanted
from cupola.workspace.personal import PersonalError, ReasonNeeded


def students(school: School, *, with_finding: bool | None = None) -> list[str]:
    with reader(settings.DATA_FOLDER, Scope(schools=frozenset({school.key}))) as connection:
        keys = [row[0] for row in connection.execute("SELECT person_id FROM persons WHERE is_student").fetchall()]
    known = set(Finding.objects.filter(is_open=True).values_list("subject", flat=True))
    return sorted(key for key in keys if with_finding is None or (key in known) == with_finding)


def test_a_registrar_sees_names_of_her_school_without_a_reason(cast) -> None:
    one = students(cast.schools[0])[0]
    (seen,) = personal.people(cast.rosa, [one])
    assert seen.person_id == one
    assert seen.name
    line = AuditEntry.objects.filter(act="names seen").get()
    assert (line.user, line.details["keys"], line.details["shown"]) == (cast.rosa, [one], 1)
    assert seen.name not in str(line.details)


def test_a_registrar_gets_nothing_of_another_school(cast) -> None:
    mine = set(students(cast.schools[0]))
    other = next(key for key in students(cast.schools[1]) if key not in mine)
    assert personal.people(cast.rosa, [other], "because I am curious") == ()
    assert personal.rows(cast.rosa, "persons", [other]) == ()


def test_rows_come_with_their_personal_columns(cast) -> None:
    one = students(cast.schools[0])[0]
    (row,) = personal.rows(cast.rosa, "persons", [one])
    assert row["birth_date"]
    assert row["family_name"]


def test_over_the_whole_district_an_open_finding_is_own_work(cast) -> None:
    one = students(cast.schools[0], with_finding=True)[0]
    assert personal.people(cast.ben, [one])[0].name


def test_a_technician_is_refused_where_no_finding_is(cast) -> None:
    one = students(cast.schools[0], with_finding=False)[0]
    with pytest.raises(PersonalError, match="outside your own work"):
        personal.people(cast.ben, [one], "I want to know it")


def test_an_administrator_gives_a_reason_where_no_finding_is(cast) -> None:
    one = students(cast.schools[0], with_finding=False)[0]
    with pytest.raises(ReasonNeeded):
        personal.people(cast.ada, [one])
    assert not AuditEntry.objects.filter(act="names seen").exists()
    assert personal.people(cast.ada, [one], "A parent called about a wrong name")[0].name
    assert AuditEntry.objects.get(act="names seen").reason == "A parent called about a wrong name"


@pytest.mark.parametrize("who", ["cleo", "dov"])
def test_board_readers_and_people_without_a_role_are_refused(cast, who: str) -> None:
    with pytest.raises(PersonalError, match="not for your role"):
        personal.people(getattr(cast, who), students(cast.schools[0])[:1], "a good reason, I think")


def test_what_cannot_be_written_down_is_not_shown(cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(personal.audit, "note", broken)
    with pytest.raises(OSError, match="disk full"):
        personal.people(cast.rosa, students(cast.schools[0])[:1])


def test_a_table_without_a_school_is_closed_to_a_scoped_reader(cast) -> None:
    with reader(settings.DATA_FOLDER, EVERYTHING) as connection:
        assert connection.execute("SELECT count(*) FROM devices").fetchone()[0] > 0
    with reader(settings.DATA_FOLDER, Scope(schools=frozenset({cast.schools[0].key}))) as connection:
        assert connection.execute("SELECT count(*) FROM devices").fetchone() == (0,)
        assert connection.execute("SELECT DISTINCT org_id FROM enrollments").fetchall() == [(cast.schools[0].key,)]


def test_a_scope_of_nothing_reads_nothing(cast) -> None:
    with reader(settings.DATA_FOLDER, Scope()) as connection:
        for table in ("persons", "enrollments", "orgs", "devices", "accounts"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_a_reader_has_no_personal_columns_and_reaches_no_file(cast, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with reader(settings.DATA_FOLDER, EVERYTHING) as connection:
        columns = {row[0] for row in connection.execute("DESCRIBE persons").fetchall()}
        assert "person_id" in columns
        assert not columns & {"given_name", "family_name", "birth_date"}
        for sql in (f"SELECT * FROM '{tmp_path}/secret.csv'", "SET enable_external_access = true"):
            with pytest.raises(duckdb.Error):
                connection.execute(sql)


def test_a_teachers_own_are_her_sections_her_students_and_their_places_in_them(cast) -> None:
    teacher = _a_teacher("by-key@harbor.example")
    own = set(OwnSubject.objects.filter(user=teacher).values_list("key", flat=True))
    with reader(settings.DATA_FOLDER, EVERYTHING) as connection:
        taught = connection.execute(
            "SELECT DISTINCT class_id FROM enrollments WHERE role = 'teacher' AND person_id = ?", [teacher.person_key]
        ).fetchall()
        seated = connection.execute(
            "SELECT person_id FROM enrollments WHERE role = 'student' AND class_id IN "
            "(SELECT class_id FROM enrollments WHERE role = 'teacher' AND person_id = $1) UNION "
            "SELECT enrollment_id FROM enrollments WHERE role = 'student' AND class_id IN "
            "(SELECT class_id FROM enrollments WHERE role = 'teacher' AND person_id = $1)",
            [teacher.person_key],
        ).fetchall()
    assert own
    assert own <= {row[0] for row in (*taught, *seated)}
    assert {row[0] for row in taught} & own
    assert {row[0] for row in seated} & own


def test_a_teacher_sees_names_of_her_own_students_only(cast) -> None:
    teacher = _a_teacher("by-key@harbor.example")
    with reader(settings.DATA_FOLDER, personal.scope_for(teacher, "see names")) as connection:
        mine = [row[0] for row in connection.execute("SELECT person_id FROM persons WHERE is_student").fetchall()]
    other = next(key for school in cast.schools for key in students(school) if key not in mine)
    assert personal.people(teacher, mine[:1])[0].name
    assert personal.people(teacher, [other]) == ()


def test_a_teacher_is_found_by_the_address_that_one_person_holds(cast) -> None:
    key, email = _somebody_who_teaches()
    by_address = User.objects.create_user(email, "By address")
    people.give_role(by_address, Wanted("teacher"), by=cast.ada)
    by_key = _a_teacher("by-key@harbor.example", key)
    own = [set(user.own_subjects.values_list("key", flat=True)) for user in (by_address, by_key)]
    assert own[0] == own[1] != set()


def _a_teacher(email: str, key: str = "") -> User:
    user = User.objects.create_user(email, "Tia")
    user.person_key = key or _somebody_who_teaches()[0]
    user.save()
    people.give_role(user, Wanted("teacher"), by=None)
    return user


def _somebody_who_teaches() -> tuple[str, str]:
    from cupola.engine.record.store import open_store

    store = open_store(settings.DATA_FOLDER)
    manifest = store.current()
    paths = [str(path) for path in store.listed_paths(manifest, "oneroster_users")]
    (enrollments,) = (str(path) for path in store.listed_paths(manifest, "enrollments")[:1])
    system = manifest.tables["oneroster_users"][0].system
    return duckdb.execute(
        f"SELECT ? || ':' || min(u.sourced_id), u.email FROM read_parquet({paths}, union_by_name = true) u "
        f"JOIN '{enrollments}' e ON e.person_id = ? || ':' || u.sourced_id AND e.role = 'teacher' "
        "WHERE u.email LIKE '%@%' GROUP BY u.email HAVING count(DISTINCT u.sourced_id) = 1 ORDER BY 1 LIMIT 1",
        [system, system],
    ).fetchone()
