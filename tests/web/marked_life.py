"""Tokens in what people enter: promises, sessions, pains, needs and notes of each school, and names in them."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.utils import timezone

from cupola.modules.leadership.models import SeatMissed
from cupola.modules.voice import promises, themes
from cupola.modules.voice.models import Note, Pain, Promise, Session, Theme
from cupola.workspace.models import Need, School, User

DAY = date(2026, 10, 1)


def write(by: User) -> None:
    """One of each for each school; every word of a row says whose it is."""
    writer = User.objects.create_user("writer@harbor.example", "Wren", "a calm harbor morning")
    SeatMissed.objects.create(title="Tablets bought", happened_on=DAY, where="purchasing", kind="other")
    for letter in ("A", "B"):
        school = School.objects.get(key=f"sis:ZZTOKEN-{letter}0")
        mark, name = f"ZZTOKEN-{letter}0", f"ZZPERSON-{letter}1"
        promise = Promise(what=f"{mark} promise", details=f"{mark} details", asker=f"{name}-asker", speaker="teacher",
                          asker_email=f"{name}@harbor.example".lower(), school=school, heard_on=DAY)  # fmt: skip
        promise.public_words = f"Asked by Mrs. {name}-given for the library"
        promises.enter(promise, by=by)
        promises.answer(promise, f"Dear {name}-asker, {mark} is done", how="slip", by=by)
        Session.objects.create(title=f"{mark} session", kind="visit", held_on=DAY, school=school, heard=f"{mark} heard")
        pain = Pain.objects.create(title=f"{mark} pain", speaker="teacher", minutes_each=5, people=4, times_a_month=3,
                                   heard_on=DAY, school=school)  # fmt: skip
        Need.objects.create(title=f"{mark} need", school=school, words=[{"text": mark, "role": "", "school": mark}])
        theme = Theme.objects.create(title=f"{mark} theme")
        themes.add_pains(theme, [pain], by=by)
        said = {"kind": "pain", "school": school, "heard": f"{name}-note", "speaker": "teacher"}
        Note.objects.create(writer=writer, key=uuid4(), heard_at=timezone.now(), **said)
