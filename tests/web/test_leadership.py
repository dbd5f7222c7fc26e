"""The diary of one's own time, and decisions in which technology had no seat."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone

from cupola.modules.leadership.models import DiaryEntry, DiaryRun, SeatMissed
from cupola.modules.leadership.queries import diary
from cupola.modules.leadership.queries.seat import Known
from cupola.modules.strategy.models import Initiative
from cupola.shell.announcements import linkables
from cupola.workspace.models import AuditEntry


def run_of(user, begins_on: date, **counts: int) -> DiaryRun:
    """Two weeks with so many half hours of each kind; the first of each kind is an interruption."""
    run = DiaryRun.objects.create(user=user, begins_on=begins_on, ends_on=begins_on + timedelta(days=13))
    for kind, count in counts.items():
        for number in range(count):
            DiaryEntry.objects.create(run=run, user=user, kind=kind, was_planned=number > 0)
    return run


def seat(**changed):
    told = {"title": "Tablets for grade 3", "happened_on": "2026-09-10", "where": "cabinet", "kind": "late_involvement"}
    return {**told, **changed}


def test_a_first_visit_says_what_to_do_and_why_it_pays(cast, as_):
    text = as_(cast.ada).get("/practice/").content.decode()
    assert "Begin two weeks today" in text
    assert "Nobody but you reads this" in text


def test_two_weeks_begin_with_one_button_and_only_once(cast, as_):
    ada = as_(cast.ada)
    for _again in range(2):
        assert ada.post("/practice/", {"act": "begin"}).status_code == 302
    run = DiaryRun.objects.get()
    assert (run.ends_on - run.begins_on).days == 13
    page = ada.get("/practice/").context["page"]
    assert (page.day, page.days) == (1, 14)


def test_one_tap_is_one_half_hour_and_the_last_one_can_be_taken_back(cast, as_):
    ada = as_(cast.ada)
    ada.post("/practice/", {"act": "begin"})
    ada.post("/practice/", {"tap": "leadership-planned"})
    ada.post("/practice/", {"tap": "technical-interrupted"})
    assert list(DiaryEntry.objects.values_list("kind", "was_planned", "minutes")) == [
        ("leadership", True, 30),
        ("technical", False, 30),
    ]
    assert ada.get("/practice/").context["page"].today.minutes == 60
    ada.post("/practice/", {"act": "undo"})
    assert DiaryEntry.objects.get().kind == "leadership"


def test_a_tap_without_two_weeks_or_of_no_kind_writes_nothing(cast, as_):
    ada = as_(cast.ada)
    assert (
        "Begin two weeks first" in ada.post("/practice/", {"tap": "leadership-planned"}, follow=True).content.decode()
    )
    ada.post("/practice/", {"act": "begin"})
    ada.post("/practice/", {"tap": "sleep-planned"})
    assert not DiaryEntry.objects.exists()


def test_the_audit_trail_knows_that_something_was_noted_and_not_what(cast, as_):
    ada = as_(cast.ada)
    ada.post("/practice/", {"act": "begin"})
    ada.post("/practice/", {"tap": "instruction-planned"})
    line = AuditEntry.objects.order_by("-pk").first()
    assert line.act == "diary entry added"
    assert "instruction" not in f"{line.thing}{line.details}{line.reason}"


def test_nobody_sees_or_deletes_the_diary_of_somebody_else(cast, as_):
    ours = run_of(cast.dov, timezone.localdate(), leadership=30)
    page = as_(cast.ada).get("/practice/").context["page"]
    assert page.run is None
    assert page.sums == ()
    as_(cast.ada).post("/practice/", {"act": "delete", "run": ours.pk})
    assert DiaryRun.objects.filter(pk=ours.pk).exists()


def test_one_deletes_ones_own_two_weeks_for_good(cast, as_):
    run = run_of(cast.ada, date(2025, 10, 6), leadership=30)
    as_(cast.ada).post("/practice/", {"act": "delete", "run": run.pk})
    assert not DiaryEntry.objects.exists()


def test_one_sentence_compares_with_a_year_before(cast, as_):
    run_of(cast.ada, date(2025, 10, 6), leadership=26, operations=74)
    run_of(cast.ada, date(2026, 10, 5), leadership=38, technical=62)
    text = as_(cast.ada).get("/practice/").content.decode()
    assert "In fall 2026, 38% of your time went to leadership, 12 points more than a year before." in text


@pytest.mark.parametrize(
    ("before", "said"), [(38, "as much as a year before"), (50, "12 points less than a year before")]
)
def test_the_sentence_also_says_as_much_and_less(cast, before, said):
    run_of(cast.ada, date(2025, 10, 6), leadership=before, operations=100 - before)
    run_of(cast.ada, date(2026, 10, 5), leadership=38, technical=62)
    assert said in diary.sentence(diary.sums_of(cast.ada))


def test_under_twenty_entries_only_counts_are_shown(cast, as_):
    run_of(cast.ada, date(2026, 10, 5), leadership=12, technical=7)
    page = as_(cast.ada).get("/practice/").context["page"]
    assert "19 half hours" in page.sentence
    assert {cell.percent for line in page.lines for cell in line.cells} == {None}
    assert page.chart == ""


def test_few_entries_a_year_before_are_not_compared_with(cast):
    run_of(cast.ada, date(2025, 10, 6), leadership=10)
    run_of(cast.ada, date(2026, 10, 5), leadership=20, technical=20)
    assert diary.sentence(diary.sums_of(cast.ada)) == "In fall 2026, 50% of your time went to leadership."


def test_two_weeks_that_have_just_begun_do_not_hide_the_ones_before(cast, as_):
    run_of(cast.ada, date(2026, 9, 7), leadership=20, technical=20)
    run_of(cast.ada, date(2026, 10, 5), leadership=1)
    page = as_(cast.ada).get("/practice/").context["page"]
    assert page.sentence == "In fall 2026, 50% of your time went to leadership."
    assert [each.title for each in page.sums] == ["Oct 5, 2026", "Sep 7, 2026"]


def test_planned_and_interrupted_are_shares_too_and_drawn(cast, as_):
    run_of(cast.ada, date(2026, 10, 5), leadership=20, technical=20)
    answer = as_(cast.ada).get("/practice/")
    lines = {str(line.title): line.cells[0].percent for line in answer.context["page"].lines}
    assert (lines["Planned"], lines["Interrupted"]) == (95, 5)
    assert answer.content.decode().count('role="img"') >= 2


def test_a_missed_seat_is_written_down_and_changed(cast, as_):
    ada = as_(cast.ada)
    ada.post("/practice/seat/new/", seat(cost="1250.50", typed="PO 4411"))
    row = SeatMissed.objects.get()
    assert (row.cost_cents, row.hours, row.linked_kind, row.linked_key) == (125_050, None, "typed", "PO 4411")
    form = ada.get(f"/practice/seat/{row.pk}/").context["form"]
    assert form["cost"].initial == form.fields["cost"].clean("1250.50")
    ada.post(f"/practice/seat/{row.pk}/", seat(cost="", hours="12", seen=row.version))
    row.refresh_from_db()
    assert (row.cost_cents, row.hours, row.linked_kind) == (None, 12, "")


def test_a_missed_seat_points_to_a_thing_of_another_room(cast, as_):
    ada = as_(cast.ada)
    begin = date(2026, 8, 3)
    work = Initiative.objects.create(code="I1", title="New switches", begins_on=begin, ends_on=date(2027, 6, 4))
    key = next(key for key, title in linkables()["plan"].find(cast.ada) if "New switches" in title)
    ada.post("/practice/seat/new/", seat(link=f"plan|{key}"))
    line = ada.get("/practice/seat/").context["page"].lines[0]
    assert "New switches" in line.linked
    assert line.linked_url == linkables()["plan"].url(key)
    work.delete()
    row = SeatMissed.objects.get()
    ada.post(f"/practice/seat/{row.pk}/", seat(link=f"plan|{key}", seen=row.version))
    assert SeatMissed.objects.get().linked_key == key


def test_two_people_at_once_are_told(cast, as_):
    ada = as_(cast.ada)
    ada.post("/practice/seat/new/", seat())
    row = SeatMissed.objects.get()
    ada.post(f"/practice/seat/{row.pk}/", seat(title="First", seen=row.version))
    assert ada.post(f"/practice/seat/{row.pk}/", seat(title="Second", seen=row.version)).status_code == 409
    assert SeatMissed.objects.get().title == "First"


def test_sums_say_what_is_unknown_and_never_count_it_as_nothing(cast, as_):
    ada = as_(cast.ada)
    ada.post("/practice/seat/new/", seat(cost="1000"))
    ada.post("/practice/seat/new/", seat())
    ada.post("/practice/seat/new/", seat(kind="other", happened_on="2026-03-01"))
    page = ada.get("/practice/seat/").context["page"]
    assert page.whole.cents == Known(100_000, 2)
    assert {each.key: (each.n, each.cents.total) for each in page.by_kind} == {
        "late_involvement": (2, 100_000),
        "other": (1, None),
    }
    assert [(each.title, each.n) for each in page.by_year] == [("2026–27", 2), ("2025–26", 1)]
    assert "$0" not in ada.get("/practice/seat/").content.decode()


def test_a_number_opens_its_rows(cast, as_):
    ada = as_(cast.ada)
    ada.post("/practice/seat/new/", seat())
    ada.post("/practice/seat/new/", seat(kind="other", happened_on="2026-03-01", title="Of spring"))
    assert [line.row.title for line in ada.get("/practice/seat/?kind=other").context["page"].lines] == ["Of spring"]
    assert [line.row.title for line in ada.get("/practice/seat/?year=2026").context["page"].lines] == ["Of spring"]


def test_no_cell_of_the_file_is_a_formula(cast, as_):
    ada = as_(cast.ada)
    ada.post("/practice/seat/new/", seat(title='=HYPERLINK("x")', where="@cabinet", followed="-2+3"))
    head, row = csv.reader(io.StringIO(ada.get("/practice/seat/file/").getvalue().decode("utf-8-sig")))
    filled = dict(zip(head, row, strict=True))
    assert (filled["title"][0], filled["where"][0], filled["what_followed"][0]) == ("'", "'", "'")
    assert filled["cost_dollars"] == ""


def test_a_missed_seat_is_found_and_deleted(cast, as_):
    ada = as_(cast.ada)
    ada.post("/practice/seat/new/", seat())
    assert "Tablets for grade 3" in ada.get("/search/?q=tablets").content.decode()
    assert ada.get(f"/practice/seat/{SeatMissed.objects.get().pk}/delete/").status_code == 405
    ada.post(f"/practice/seat/{SeatMissed.objects.get().pk}/delete/")
    assert not SeatMissed.objects.exists()


@pytest.mark.parametrize("address", ["/practice/", "/practice/seat/", "/practice/seat/new/", "/practice/seat/file/"])
def test_others_are_refused(cast, as_, address):
    for somebody in (cast.ben, cast.cleo, cast.rosa, cast.dov):
        assert as_(somebody).get(address).status_code == 403


def test_the_end_of_the_two_weeks_stands_below_coming_up(cast):
    run = run_of(cast.ada, timezone.localdate())
    assert [day.on for day in diary.dates(cast.ada)] == [run.ends_on]
    assert diary.dates(cast.dov) == ()
