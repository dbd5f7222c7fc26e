"""Brings what people of the sample district said, were promised and answered into this room, and forgets it again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from django.db import transaction

from cupola.modules.voice.models import (
    Attendance,
    Comment,
    Door,
    Group,
    Item,
    Note,
    Pain,
    Promise,
    PromiseEvent,
    PromiseLink,
    Response,
    Session,
    Survey,
    Theme,
    Voice,
)
from cupola.modules.voice.themes import refresh
from cupola.workspace import sample_needs, sample_people
from cupola.workspace.models import Need
from cupola.workspace.sample_people import Ground, chosen, day, ground, moment, read

AT_ONCE = 500
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What was brought in that voices of themes point to."""

    notes: list[Note]
    sessions: list[Session]
    pains: list[Pain]
    comments: list[list[Comment]]


@transaction.atomic
def bring(folder: Path) -> None:
    """Bring all of it in, unless the room holds anything; notes are the first administrator's."""
    here = ground(folder)
    if here is None or any(each.objects.exists() for each in (Note, Session, Pain, Theme, Promise, Survey)):
        return
    needs = sample_needs.needs(folder, here)
    told = read(folder, "voices")
    said = Said(
        notes=_notes(here, told["notes"]),
        sessions=_sessions(here, told),
        pains=_pains(here, told["pains"]),
        comments=[_survey(here, row) for row in read(folder, "surveys")],
    )
    for row in told["themes"]:
        _theme(here, row, said, need=needs.get(row["key"]))
    _promises(here, read(folder, "promises"), needs)


@transaction.atomic
def forget() -> None:
    """Empty the room, and take away the needs that were made of it."""
    for each in (Promise, Theme, Survey, Pain, Session, Group, Note):
        each.objects.all().delete()
    sample_needs.forget()
    sample_people.forget()


def _notes(here: Ground, rows: list[Row]) -> list[Note]:
    chance = Random(len(rows))
    notes = Note.objects.bulk_create(
        Note(
            writer=here.leader,
            key=UUID(int=chance.getrandbits(128), version=4),
            school=here.school(row["school"]),
            heard_at=moment(row["heard_at"]),
            used_at=moment(row["heard_at"]) if row["is_used"] else None,
            **chosen(row, ("kind", "place", "heard", "speaker")),
        )
        for row in rows
    )
    for note in notes:
        note.came_at = note.heard_at
    Note.objects.bulk_update(notes, ["came_at"], batch_size=AT_ONCE)
    return notes


def _sessions(here: Ground, told: Row) -> list[Session]:
    groups = Group.objects.bulk_create(Group(made_by=here.leader, **row) for row in told["groups"])
    rows = told["sessions"]
    sessions = Session.objects.bulk_create(
        Session(
            made_by=here.leader,
            school=here.school(row["school"]),
            group=None if row["group"] is None else groups[row["group"]],
            **chosen(row, ("kind", "title", "held_on", "heard", "answer")),
        )
        for row in rows
    )
    Attendance.objects.bulk_create(
        Attendance(session=session, school=here.school(each["school"]), **chosen(each, ("speaker", "people")))
        for session, row in zip(sessions, rows, strict=True)
        for each in row["attendance"]
    )
    return sessions


def _pains(here: Ground, rows: list[Row]) -> list[Pain]:
    names = ("title", "happens", "speaker", "minutes_each", "people", "times_a_month", "heard_on", "state", "solved_by")
    return Pain.objects.bulk_create(
        Pain(made_by=here.leader, school=here.school(row["school"]), **chosen(row, names)) for row in rows
    )


def _survey(here: Ground, row: Row) -> list[Comment]:
    """One survey with its doors and answers; its comments, in the order of the page."""
    survey = Survey.objects.create(
        made_by=here.leader,
        wave=row["title"],
        state=Survey.State.CLOSED,
        opens_on=day(row["opens_on"]),
        closes_on=day(row["closes_on"]),
        notice_on=day(row["notice_on"]),
        consent="opt_out" if row["notice_on"] else "",
        **chosen(row, ("title", "title_es", "intro", "intro_es", "audience")),
    )
    items = Item.objects.bulk_create(
        Item(survey=survey, made_by=here.leader, place=place, **item) for place, item in enumerate(row["items"])
    )
    Door.objects.bulk_create(
        Door(survey=survey, school=here.school(each["school"]), **chosen(each, ("token", "invited")))
        for each in row["doors"]
    )
    Response.objects.bulk_create(
        (
            Response(
                survey=survey,
                school=here.school(each["school"]),
                **chosen(each, ("speaker", "answered_on", "language", "answers")),
            )
            for each in row["responses"]
        ),
        batch_size=AT_ONCE,
    )
    of_code = {item.code: item for item in items}
    names = ("speaker", "answered_on", "words", "masked")
    return Comment.objects.bulk_create(
        Comment(survey=survey, item=of_code[each["item"]], school=here.school(each["school"]), **chosen(each, names))
        for each in row["comments"]
    )


def _theme(here: Ground, row: Row, said: Said, *, need: Need | None) -> None:
    theme = Theme.objects.create(made_by=here.leader, need=need, **chosen(row, ("title", "text")))
    Voice.objects.bulk_create(
        Voice(
            theme=theme,
            school=here.school(each["school"]),
            note=_at(said.notes, each.get("note")),
            session=_at(said.sessions, each.get("session")),
            pain=_at(said.pains, each.get("pain")),
            comment=said.comments[each["comment"][0]][each["comment"][1]] if "comment" in each else None,
            **chosen(each, ("words", "speaker", "hours", "heard_on")),
        )
        for each in row["voices"]
    )
    refresh(theme)


def _at(rows: list[Any], place: int | None) -> Any:
    return None if place is None else rows[place]


def _promises(here: Ground, rows: list[Row], needs: dict[str, Need]) -> None:
    plain = ("what", "details", "speaker", "asker", "asker_email", "state", "why_not", "public_words")
    days = ("heard_on", "promised_on", "due_on", "done_on", "replied_on", "confirmed_on")
    promises = Promise.objects.bulk_create(
        Promise(
            made_by=here.leader,
            school=here.school(row["school"]),
            owner=here.person(row["owner"]),
            need=needs.get(row["theme"]),
            **chosen(row, plain),
            **{name: day(row[name]) for name in days},
        )
        for row in rows
    )
    pairs = list(zip(promises, rows, strict=True))
    _events(here, pairs)
    PromiseLink.objects.bulk_create(
        PromiseLink(promise=promise, **link) for promise, row in pairs for link in row["links"]
    )


def _events(here: Ground, pairs: list[tuple[Promise, Row]]) -> None:
    """What happened to promises, each a minute after the one before on its day, because the newest stands first."""
    told = [(promise, event) for promise, row in pairs for event in row["events"]]
    events = PromiseEvent.objects.bulk_create(
        PromiseEvent(promise=promise, who=_who(here, promise), **chosen(event, ("kind", "state", "text")))
        for promise, event in told
    )
    for event, (_promise, row) in zip(events, told, strict=True):
        event.at = moment(row["on"])
    for before, after in pairwise(events):
        if before.promise_id == after.promise_id and after.at <= before.at:
            after.at = before.at.replace(minute=before.at.minute + 1)
    PromiseEvent.objects.bulk_update(events, ["at"], batch_size=AT_ONCE)


def _who(here: Ground, promise: Promise) -> str:
    return promise.owner.name if promise.owner is not None else here.leader.name
