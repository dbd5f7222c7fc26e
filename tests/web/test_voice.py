"""The room of voices: notes are private, pains become hours, themes become needs, gaps become visits."""

from __future__ import annotations

import io
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from icalendar import Calendar
from PIL import Image

from cupola.modules.network.models import CalendarDay
from cupola.modules.voice import themes
from cupola.modules.voice.models import Attendance, Note, Pain, Session, Theme, Voice
from cupola.modules.voice.queries.coverage import coverage
from cupola.workspace import people
from cupola.workspace.models import AuditEntry, Need, User
from cupola.workspace.people import Wanted

TODAY = date(2026, 10, 30)


@pytest.fixture
def principal(cast) -> User:
    user = User.objects.create_user("pia@harbor.example", "Pia", "a calm harbor morning")
    people.give_role(user, Wanted("school_leader", schools=(cast.schools[0],)), by=None)
    return user


def a_note(user, words="The headsets failed in the test again", **more) -> Note:
    said = {"kind": "pain", "speaker": "teacher", "school": None, "heard_at": timezone.now(), **more}
    return Note.objects.create(writer=user, key=uuid4(), heard=words, **said)


def said(**more) -> dict[str, object]:
    return {
        "key": str(uuid4()),
        "heard": "The Wi-Fi in the portables drops",
        "kind": "pain",
        "speaker": "teacher",
    } | more


def a_photo(side: int = 40) -> SimpleUploadedFile:
    made = io.BytesIO()
    picture = Image.new("RGB", (side, side), "white")
    exif = Image.Exif()
    exif[0x010F] = "ZZCAMERA"
    exif[0x8825] = {1: "N", 2: (37.0, 46.0, 29.0)}
    picture.save(made, "JPEG", exif=exif)
    return SimpleUploadedFile("photo.jpg", made.getvalue(), "image/jpeg")


# ---- notes -------------------------------------------------------------------------------------


def test_a_note_is_kept_and_only_its_writer_reads_it(cast, as_) -> None:
    ben = as_(cast.ben)
    assert ben.post("/voice/notes/new/", said()).status_code == 302
    note = Note.objects.get()
    assert "portables" in ben.get("/voice/notes/").content.decode()
    assert "portables" in ben.get(f"/voice/notes/{note.pk}/").content.decode()
    ada = as_(cast.ada)
    assert "portables" not in ada.get("/voice/notes/").content.decode()
    assert ada.get(f"/voice/notes/{note.pk}/").status_code == 404
    assert not AuditEntry.objects.filter(details__icontains="portables").exists()


def test_a_note_that_is_sent_twice_is_kept_once(cast, as_) -> None:
    ben, note = as_(cast.ben), said()
    answers = [ben.post("/voice/notes/new/", note, headers={"X-Note": "1"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert Note.objects.count() == 1


def test_a_note_from_a_device_that_lacks_something_is_refused_and_said_why(cast, as_) -> None:
    answer = as_(cast.ben).post("/voice/notes/new/", said(heard=""), headers={"X-Note": "1"})
    assert (answer.status_code, "heard" in answer.json()["errors"]) == (422, True)


def test_a_clock_that_is_wrong_does_not_put_a_note_into_the_future(cast, as_) -> None:
    as_(cast.ben).post("/voice/notes/new/", said(heard_at="2031-01-01T10:00:00Z"))
    assert abs(Note.objects.get().heard_at - timezone.now()) < timedelta(minutes=5)


def test_a_photo_loses_its_place_and_is_seen_by_its_writer_alone(cast, as_) -> None:
    as_(cast.ben).post("/voice/notes/new/", said(photo=a_photo()))
    note = Note.objects.get()
    answer = as_(cast.ben).get(f"/voice/notes/{note.pk}/photo/")
    raw = b"".join(answer.streaming_content)
    assert b"ZZCAMERA" not in raw
    assert not Image.open(io.BytesIO(raw)).getexif()
    assert as_(cast.ada).get(f"/voice/notes/{note.pk}/photo/").status_code == 404


def test_what_is_no_picture_is_refused_and_nothing_is_kept(cast, as_) -> None:
    odd = SimpleUploadedFile("photo.jpg", b"<script>alert(1)</script>", "image/jpeg")
    answer = as_(cast.ben).post("/voice/notes/new/", said(photo=odd))
    assert answer.status_code == 422
    assert "is no JPEG, PNG or WebP picture" in answer.content.decode()
    assert not Note.objects.exists()


def test_the_form_without_a_connection_holds_nothing_of_the_user(cast, as_) -> None:
    page = as_(cast.ben).get("/voice/notes/offline/").content.decode()
    assert "csrfmiddlewaretoken" not in page
    assert "Ben" not in page
    script = as_(cast.ben).get("/voice/notes/worker.js")
    assert script["Content-Type"].startswith("text/javascript")
    assert "/voice/notes/offline/" in script.content.decode()


def test_board_readers_and_strangers_have_no_notes(cast, as_) -> None:
    for user in (cast.cleo, cast.dov, cast.rosa):
        assert as_(user).get("/voice/notes/new/").status_code == 403


# ---- sessions and pains ------------------------------------------------------------------------


def test_a_session_is_recorded_with_those_who_came(cast, as_) -> None:
    form = {
        "title": "Teachers of grade 3", "kind": "listening", "held_on": "2026-10-01", "school": cast.schools[0].pk,
        "heard": "Printing takes too long", "came-TOTAL_FORMS": "2", "came-INITIAL_FORMS": "0",
        "came-0-speaker": "teacher", "came-0-people": "9", "came-1-speaker": "parent", "came-1-people": "3",
    }  # fmt: skip
    assert as_(cast.ada).post("/voice/sessions/new/", form).status_code == 302
    session = Session.objects.get()
    assert sum(each.people for each in session.attendance.all()) == 12
    page = as_(cast.ada).get(f"/voice/sessions/{session.pk}/").content.decode()
    assert "12 people came" in page


def test_a_principal_sees_sessions_pains_and_promises_of_the_own_school_alone(cast, as_, principal) -> None:
    own, other = cast.schools[:2]
    for school in (own, other, None):
        mark = school.name if school else "district"
        Session.objects.create(title=f"zzsession {mark}", kind="visit", held_on=TODAY, school=school)
        a_pain(title=f"zzpain {mark}", school=school)
    for address in ("/voice/sessions/", "/voice/pains/"):
        page = as_(principal).get(address).content.decode()
        assert own.name in page
        assert f"zzsession {other.name}" not in page
        assert f"zzpain {other.name}" not in page
        assert "zzsession district" not in page
    theirs = Session.objects.get(school=other)
    assert as_(principal).get(f"/voice/sessions/{theirs.pk}/").status_code == 404
    assert as_(principal).get("/voice/heard/").status_code == 403


def a_pain(**more) -> Pain:
    numbers = {"minutes_each": 6, "people": 40, "times_a_month": 20, "months_a_year": 10}
    return Pain.objects.create(**{"speaker": "teacher", "heard_on": TODAY, **numbers, **more})


def test_a_pain_is_minutes_times_people_times_a_month_in_hours_and_dollars(cast, as_) -> None:
    pain = a_pain(title="Typing grades twice")
    page = as_(cast.ada).get(f"/voice/pains/{pain.pk}/").content.decode()
    assert pain.hours == 800
    assert ">800<" in page
    assert "$48,800" in page


def test_an_hour_that_nobody_has_a_price_for_is_unknown_and_not_nothing(cast, as_) -> None:
    pain = a_pain(title="Waiting for the portal", speaker="parent")
    page = as_(cast.ada).get(f"/voice/pains/{pain.pk}/").content.decode()
    assert "unknown" in page
    assert "$0" not in page


# ---- coverage ----------------------------------------------------------------------------------


def test_coverage_names_the_schools_and_roles_that_were_not_heard(cast) -> None:
    heard, silent = cast.schools[:2]
    session = Session.objects.create(title="Staff", kind="listening", held_on=TODAY, school=heard)
    Attendance.objects.create(session=session, speaker="teacher", people=12)
    shown = coverage(today=TODAY, per_week=2)
    by_school = {each.school: each for each in shown.schools}
    assert (by_school[heard].roles[0], by_school[heard].last) == (12, TODAY)
    assert by_school[silent].is_silent
    assert shown.visits[0].place.name != heard.name
    assert next(each for each in shown.visits if each.place.name == heard.name).place.roles_missing[:2] == (
        "Student",
        "Parent",
    )
    assert all(visit.on > TODAY and visit.on.weekday() < 5 for visit in shown.visits)


def test_no_visit_falls_on_a_holiday_of_the_districts_calendar(cast) -> None:
    off = [TODAY + timedelta(days=n) for n in range(1, 15)]
    usual = {visit.on for visit in coverage(today=TODAY, per_week=5).visits}
    assert usual & set(off)
    CalendarDay.objects.bulk_create(CalendarDay(day=day, kind="holiday", made_by=cast.ada) for day in off)
    CalendarDay.objects.create(day=TODAY + timedelta(days=15), kind="early", made_by=cast.ada)
    planned = {visit.on for visit in coverage(today=TODAY, per_week=5).visits}
    assert planned
    assert not planned & set(off)


def test_visits_come_as_a_calendar(cast, as_) -> None:
    answer = as_(cast.ada).get("/voice/heard/visits.ics?week=3")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer["Content-Type"].startswith("text/calendar")
    assert len(events) == len({str(event["UID"]) for event in events}) > 0
    assert any("Nobody was heard there yet" in str(event["DESCRIPTION"]) for event in events)


# ---- themes ------------------------------------------------------------------------------------


def test_notes_that_speak_of_the_same_are_proposed_and_become_a_theme_without_names(cast, as_) -> None:
    ada = cast.ada
    for words in (
        "Headsets broke in the reading test",
        "No headsets for the test in room 4",
        "Test headsets are broken",
    ):
        a_note(ada, words)
    a_note(ada, "Parents like the new calendar", kind="praise")
    page = as_(ada).get("/voice/themes/").content.decode()
    assert "Begin a theme with them" in page
    keys = ",".join(str(note.pk) for note in Note.objects.filter(kind="pain"))
    as_(ada).post(f"/voice/themes/new/?notes={keys}", {"title": "Headsets fail in tests", "text": ""})
    theme = Theme.objects.get()
    assert theme.voices.count() == 3
    assert Note.objects.filter(used_at__isnull=False).count() == 3


def test_a_theme_becomes_a_need_that_counts_its_voices_schools_and_hours(cast, as_) -> None:
    theme = Theme.objects.create(title="Grades are typed twice")
    themes.add_notes(theme, [a_note(cast.ada, "I type grades twice", school=cast.schools[0])], by=cast.ada)
    themes.add_pains(theme, [a_pain(title="Typing grades twice", school=cast.schools[1])], by=cast.ada)
    as_(cast.ada).post(f"/voice/themes/{theme.pk}/", {"act": "need"})
    need = Need.objects.get()
    assert (need.voices, need.schools, need.hours) == (2, 2, 800)
    assert {each["text"] for each in need.words} == {"I type grades twice", "Typing grades twice"}


def test_a_note_of_somebody_else_cannot_be_put_into_a_theme(cast) -> None:
    theme = Theme.objects.create(title="Printing")
    assert themes.add_notes(theme, [a_note(cast.ben)], by=cast.ada) == 0


def test_names_of_the_record_do_not_reach_a_theme(cast) -> None:
    theme = Theme.objects.create(title="Printing")
    note = a_note(cast.ada, "Mrs. Pelletier says the printer jams, write to pelletier@harbor.example")
    themes.add_notes(theme, [note], by=cast.ada)
    words = Voice.objects.get().words
    assert "Pelletier" not in words
    assert "pelletier@" not in words
    assert "the printer jams" in words


def test_the_only_leader_of_a_school_is_not_told_by_the_school(cast) -> None:
    voice = Voice(theme=Theme(title="x"), words="x", speaker="leader", school=cast.schools[0], heard_on=TODAY)
    assert voice.said_at == ""
