"""The room's tables, one file for each noun."""

from cupola.modules.voice.models.notes import Note, NoteKind
from cupola.modules.voice.models.pains import Pain, PainState
from cupola.modules.voice.models.promises import Promise, PromiseEvent, PromiseLink, PromiseState
from cupola.modules.voice.models.sessions import Attendance, Group, Session, SessionKind
from cupola.modules.voice.models.speakers import Speaker
from cupola.modules.voice.models.surveys import Audience, Code, Comment, Door, Item, ItemKind, Response, Survey
from cupola.modules.voice.models.themes import Theme, Voice

__all__ = [
    "Attendance",
    "Audience",
    "Code",
    "Comment",
    "Door",
    "Group",
    "Item",
    "ItemKind",
    "Note",
    "NoteKind",
    "Pain",
    "PainState",
    "Promise",
    "PromiseEvent",
    "PromiseLink",
    "PromiseState",
    "Response",
    "Session",
    "SessionKind",
    "Speaker",
    "Survey",
    "Theme",
    "Voice",
]
