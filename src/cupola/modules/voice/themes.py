"""Services for themes: voices put in them, and the need that is made of one."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from cupola.modules.voice.models import Comment, Note, Pain, Session, Theme, Voice
from cupola.workspace import audit
from cupola.workspace.entering import keep, name_of
from cupola.workspace.masking import mask
from cupola.workspace.models import Need, NeedSource, User

WORDS_SHOWN = 6
LONGEST = 600


@transaction.atomic
def add_notes(theme: Theme, notes: Iterable[Note], *, by: User) -> int:
    """Put notes of one's own into a theme, names taken out; how many."""
    veil, now = mask(), timezone.now()
    found = [note for note in notes if note.writer_id == by.pk]
    Voice.objects.bulk_create(
        Voice(
            theme=theme,
            words=veil.masked(note.heard)[:LONGEST],
            speaker=note.speaker,
            school=note.school,
            heard_on=timezone.localtime(note.heard_at).date(),
            note=note,
        )
        for note in found
    )
    Note.objects.filter(pk__in=[note.pk for note in found]).update(used_at=now)
    return _added(theme, len(found), by)


@transaction.atomic
def add_pains(theme: Theme, pains: Iterable[Pain], *, by: User) -> int:
    """Put pains into a theme, with the hours that they cost; how many."""
    found = list(pains)
    Voice.objects.bulk_create(
        Voice(theme=theme, words=pain.title, speaker=pain.speaker, school=pain.school, hours=pain.hours,
              heard_on=pain.heard_on, pain=pain)
        for pain in found
    )  # fmt: skip
    return _added(theme, len(found), by)


@transaction.atomic
def add_comments(theme: Theme, comments: Iterable[Comment], *, by: User) -> int:
    """Put comments of surveys into a theme; how many. Their schools stay out, because groups may be small."""
    found = [comment for comment in comments if comment.masked]
    Voice.objects.bulk_create(
        Voice(theme=theme, words=comment.masked[:LONGEST], speaker=comment.speaker,
              heard_on=comment.answered_on or timezone.localdate(), comment=comment)
        for comment in found
    )  # fmt: skip
    return _added(theme, len(found), by)


@transaction.atomic
def add_session(theme: Theme, session: Session, words: str, *, by: User) -> int:
    """Put what was said in a session into a theme."""
    Voice.objects.create(
        theme=theme,
        words=mask().masked(words)[:LONGEST],
        school=session.school,
        heard_on=session.held_on,
        session=session,
    )
    return _added(theme, 1, by)


@transaction.atomic
def take_out(voice: Voice, *, by: User) -> None:
    """Take a voice out of its theme; a note becomes free again."""
    theme = voice.theme
    if voice.note_id:
        Note.objects.filter(pk=voice.note_id).update(used_at=None)
    voice.delete()
    audit.note("voice taken out", user=by, thing=name_of(theme))
    refresh(theme)


@transaction.atomic
def say_otherwise(voice: Voice, words: str, *, by: User) -> None:
    """Change the words that others read."""
    voice.words = mask().masked(words)[:LONGEST]
    voice.save(update_fields=["words"])
    audit.note("voice worded", user=by, thing=name_of(voice.theme))
    refresh(voice.theme)


@transaction.atomic
def make_need(theme: Theme, *, by: User) -> Need:
    """Make the need of a theme; once made, it is brought up to date."""
    if theme.need is None:
        need = Need(title=theme.title, text=theme.text, source=NeedSource.VOICE)
        keep(need, by=by, act="need raised")
        theme.need = need
        keep(theme, by=by, act="theme became a need")
    refresh(theme)
    return theme.need


def refresh(theme: Theme) -> None:
    """Count the voices, schools and hours behind a theme's need, and keep words that may be shown."""
    need = theme.need
    if need is None:
        return
    voices = list(theme.voices.select_related("school"))
    schools = {voice.school_id for voice in voices if voice.school_id}
    hours = [voice.hours for voice in voices if voice.hours]
    need.voices, need.schools = len(voices), len(schools)
    need.hours = sum(hours) if hours else None
    need.words = [
        {
            "text": voice.words,
            "role": str(voice.get_speaker_display()) if voice.speaker else "",
            "school": voice.said_at,
        }
        for voice in voices[:WORDS_SHOWN]
    ]
    need.save(update_fields=["voices", "schools", "hours", "words", "changed_at"])


def _added(theme: Theme, count: int, by: User) -> int:
    audit.note("voices added", user=by, thing=name_of(theme), voices=count)
    refresh(theme)
    return count
