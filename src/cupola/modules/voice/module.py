"""What the room of voices announces."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cupola.modules.voice import sample
from cupola.modules.voice.exporting import PAINS, PROMISES
from cupola.modules.voice.queries import home, promises, surveys, themes
from cupola.modules.voice.surveys.exporting import TABLES
from cupola.shell.announcements import Announcement, Card, Page

ANNOUNCEMENT = Announcement(
    name="voice",
    title=_("Voice"),
    pages=(
        Page("plan", _("Voice"), "voice:home", "take notes", help="voice"),
        Page("plan", _("Promises"), "voice:promises", "see voice", help="promises"),
        Page("briefs", _("Promises, for everybody"), "voice:public_promises", "read public pages", help="promises"),
    ),
    cards=(Card("voice/cards/note.html", home.note_card, order=80, is_aside=True),),
    needs=(promises.needs, surveys.needs),
    search=(promises.search, themes.search, surveys.search),
    dates=(promises.dates, surveys.days),
    exports=(PAINS, PROMISES, *TABLES),
    sample=sample.bring,
    forget=sample.forget,
)
