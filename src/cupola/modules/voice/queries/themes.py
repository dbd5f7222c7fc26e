"""Themes with their voices, and what might belong together."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from cupola.engine.language.similar import alike, groups, shared_words
from cupola.engine.surveys.figures import SMALL_GROUP
from cupola.modules.voice.models import Comment, Note, NoteKind, Pain, PainState, Survey, Theme, Voice
from cupola.shell.announcements import Hit
from cupola.workspace.folding import folded
from cupola.workspace.models import User
from cupola.workspace.policy import can

SUGGESTED = 8
MOST_COMPARED = 3_000
GROUPS_SHOWN = 6
LEAST_OF_A_GROUP = 3


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """One theme of the list with its counts."""

    theme: Theme
    voices: int
    schools: int
    hours: int


@dataclass(frozen=True, slots=True)
class Together:
    """Notes of one's own that speak of the same, though nobody put them together yet."""

    words: str
    keys: tuple[int, ...]
    first: str


@dataclass(frozen=True, slots=True)
class Themes:
    """The list, and what the words themselves propose."""

    lines: tuple[ThemeLine, ...]
    proposed: tuple[Together, ...]
    notes: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that may belong to a theme, and the words that it shares with it."""

    key: str
    text: str
    role: str
    school: str
    because: str


@dataclass(frozen=True, slots=True)
class ThemePage:
    """One theme with its voices, and what may belong to it."""

    theme: Theme
    voices: tuple[Voice, ...]
    schools: int
    hours: int
    notes: tuple[Suggestion, ...]
    pains: tuple[Suggestion, ...]
    comments: tuple[Suggestion, ...]


def themes(user: User) -> Themes:
    """All themes, those with most voices first, and groups among the user's own notes."""
    counted = Theme.objects.select_related("need").annotate(
        n=Count("voices"), places=Count("voices__school", distinct=True), lost=Sum("voices__hours")
    )
    lines = [ThemeLine(each, each.n, each.places, each.lost or 0) for each in counted]
    free = list(_free_notes(user)[:MOST_COMPARED])
    return Themes(
        lines=tuple(sorted(lines, key=lambda line: (-line.voices, line.theme.title))),
        proposed=tuple(_together(free)),
        notes=len(free),
    )


def _together(notes: list[Note]) -> list[Together]:
    texts = [note.heard for note in notes]
    found = [each for each in groups(texts) if len(each) >= LEAST_OF_A_GROUP][:GROUPS_SHOWN]
    return [
        Together(
            ", ".join(shared_words([texts[place] for place in each])),
            tuple(notes[place].pk for place in each),
            texts[each[0]],
        )
        for each in found
    ]


def theme_page(theme: Theme, user: User) -> ThemePage:
    """One theme; suggestions are those most like its title, text and voices."""
    voices = tuple(theme.voices.select_related("school"))
    asked = " ".join((theme.title, theme.text, *(voice.words for voice in voices[:40])))
    taken = set(theme.voices.values_list("pain_id", flat=True))
    pains = [
        pain for pain in Pain.objects.select_related("school").filter(state=PainState.OPEN) if pain.pk not in taken
    ]
    said = set(theme.voices.values_list("comment_id", flat=True))
    large = Survey.objects.annotate(n=Count("responses")).filter(n__gte=SMALL_GROUP)
    shown = (
        Comment.objects.filter(survey__in=large)
        .exclude(masked="")
        .select_related("school")
        .order_by("-answered_on", "key")[:MOST_COMPARED]
    )
    comments = [comment for comment in shown if comment.pk not in said]
    notes = list(_free_notes(user)[:MOST_COMPARED])
    return ThemePage(
        theme=theme,
        voices=voices,
        schools=len({voice.school_id for voice in voices if voice.school_id}),
        hours=sum(voice.hours for voice in voices),
        notes=_suggest(asked, [(str(each.pk), each.heard, each) for each in notes]),
        pains=_suggest(asked, [(str(each.pk), f"{each.title}. {each.happens}", each) for each in pains]),
        comments=_suggest(asked, [(str(each.pk), each.masked, each) for each in comments]),
    )


def _suggest(asked: str, things: list[tuple[str, str, Note | Pain | Comment]]) -> tuple[Suggestion, ...]:
    found = alike(asked, [text for _key, text, _thing in things], most=SUGGESTED, least=0.06)
    return tuple(_suggestion(*things[each.place], because=", ".join(each.words[:3])) for each in found)


def _suggestion(key: str, text: str, thing: Note | Pain | Comment, *, because: str) -> Suggestion:
    role = str(thing.get_speaker_display()) if thing.speaker else ""
    # A survey's groups may be too small to be told apart, so its comments come without their school.
    school = thing.school.name if thing.school and not isinstance(thing, Comment) else ""
    return Suggestion(key, text, role, school, because)


def _free_notes(user: User) -> QuerySet[Note]:
    kinds = (NoteKind.PAIN, NoteKind.IDEA, NoteKind.QUESTION)
    free = Note.objects.filter(writer=user, used_at=None, kind__in=kinds)
    return free.select_related("school").order_by("-heard_at")


def search(user: User, words: str) -> list[Hit]:
    """Themes by their words."""
    if not can(user, "keep voice"):
        return []
    found = (each for each in Theme.objects.all() if words in folded(each.title))
    return [Hit(each.title, _("Themes"), reverse("voice:theme", args=[each.pk])) for each in list(found)[:20]]
