"""The list of schools and the page that a principal reads."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from cupola.engine.record.reader import EVERYTHING, reader
from cupola.engine.record.schools import schools_behind
from cupola.engine.record.store import open_store
from cupola.workspace.models import Finding


def test_the_list_counts_what_is_open_at_each_school(cast, as_):
    lines = {each.key: each for each in as_(cast.ada).get("/schools/").context["schools"]}
    for school in cast.schools[:3]:
        assert lines[school.pk].open == Finding.objects.filter(school=school, is_open=True).count()


def test_a_registrar_sees_one_school(cast, as_):
    assert [each.key for each in as_(cast.rosa).get("/schools/").context["schools"]] == [cast.schools[0].pk]


def test_a_school_page_says_what_is_open_and_what_was_fixed(cast, as_):
    school = cast.schools[0]
    fixed = Finding.objects.filter(school=school).last()
    Finding.objects.filter(pk=fixed.pk).update(is_open=False, closed_on=timezone.localdate())
    answer = as_(cast.rosa).get(f"/schools/{school.pk}/")
    page = answer.context["page"]
    assert page.open == Finding.objects.filter(school=school, is_open=True).count()
    assert page.closed == 1
    assert "Other schools do not appear here" in answer.content.decode()


def test_another_school_does_not_exist_for_a_registrar(cast, as_):
    assert as_(cast.rosa).get(f"/schools/{cast.schools[1].pk}/").status_code == 404


def test_a_board_reader_is_refused(cast, as_):
    assert as_(cast.cleo).get("/schools/").status_code == 403


def test_what_a_list_without_schools_says_of_a_student_stands_at_the_students_school(cast) -> None:
    found = Finding.objects.filter(check_id="PRG-001", subject__startswith="sis-programs:").first()
    with reader(settings.DATA_FOLDER, EVERYTHING) as connection:
        number = found.subject.partition(":")[2]
        asked = "SELECT DISTINCT org_id FROM persons WHERE is_student AND local_id = $number"
        assert connection.execute(asked, {"number": number}).fetchall() == [(found.school.key,)]


def test_a_number_that_students_of_two_schools_have_stands_at_no_school(record) -> None:
    store = open_store(record)
    with reader(record, EVERYTHING) as connection:
        asked = "SELECT local_id FROM persons WHERE is_student GROUP BY 1 HAVING count(DISTINCT org_id) {n} LIMIT 1"
        (clear,) = connection.execute(asked.format(n="= 1")).fetchone()
        (two,) = connection.execute(asked.format(n="> 1")).fetchone() or ("",)
    subjects = [f"some-list:{number}" for number in (clear, two) if number]
    found = schools_behind(store, store.current(), [*subjects, "some-list:nobody", ""])
    assert list(found) == subjects[:1]
