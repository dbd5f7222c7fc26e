"""What a module announces of itself in its `module.py`: pages, cards, search, dates; and the registry of them all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cupola.workspace.models import User
from cupola.workspace.own_record import OwnTable
from cupola.workspace.policy import can

# The seven words of the house, in their order; a word with nothing behind it is left out.
WORDS: dict[str, Promise] = {
    "today": _("Today"),
    "record": _("Record"),
    "measures": _("Measures"),
    "plan": _("Plan"),
    "safeguards": _("Safeguards"),
    "money": _("Money and people"),
    "briefs": _("Briefs"),
    "settings": _("Settings"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page in the navigation: below which word, its title, its url name and the verb it needs.

    `count` gives the number beside it, `help` names the page of docs/using that helps with it.
    """

    word: str
    title: Promise
    url: str
    verb: str
    count: Callable[[User], str] | None = None
    help: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing on the home page that needs a person."""

    title: str
    text: str
    url: str
    stake: str
    stake_note: str = ""
    is_held: bool = False
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit of the global search."""

    title: str
    kind: str
    url: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A date that matters, for the home page and calendars."""

    on: date
    title: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A section of the home page: a template and what it shows; None shows nothing. `is_aside` stands in the margin."""

    template: str
    build: Callable[[User], object | None]
    order: int = 50
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a brief: which brief, its template and what it shows."""

    brief: str
    template: str
    build: Callable[[User], object | None]


@dataclass(frozen=True, slots=True)
class Linkable:
    """Things of a room that rows of another may point to: a kind, its title, what there is, and its address.

    `find` gives (key, title) of what the user may choose; `url` the page of one.
    """

    kind: str
    title: Promise
    find: Callable[[User], Sequence[tuple[str, str]]]
    url: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Announcement:
    """All that a module says of itself.

    `exports` are the tables in which it delivers to the record what people entered, `sample` brings the life of the
    sample district in, from a folder of files, and `forget` takes it out again. `closed` gives the days from one to
    another on which the whole district has no school.
    """

    name: str
    title: Promise
    pages: Sequence[Page] = ()
    needs: Sequence[Callable[[User], Sequence[Need]]] = ()
    cards: Sequence[Card] = ()
    search: Sequence[Callable[[User, str], Sequence[Hit]]] = ()
    dates: Sequence[Callable[[User], Sequence[Day]]] = ()
    sections: Sequence[Section] = ()
    links: Sequence[Linkable] = ()
    closed: Callable[[date, date], Collection[date]] | None = None
    exports: Sequence[OwnTable] = field(default=())
    sample: Callable[[Path], None] | None = None
    forget: Callable[[], None] | None = None


@cache
def announcements() -> tuple[Announcement, ...]:
    """What every installed module announces, in the order in which the site lists them."""
    found = []
    for app in apps.get_app_configs():
        if app.name.startswith("cupola.modules."):
            module: ModuleType = import_module(f"{app.name}.module")
            found.append(module.ANNOUNCEMENT)
    return tuple(found)


def pages_for(user: User) -> dict[str, list[Page]]:
    """Word -> the pages that the user may open, for words that have any."""
    from_word: dict[str, list[Page]] = {}
    for page in (page for each in announcements() for page in each.pages):
        if may_open(user, page.verb):
            from_word.setdefault(page.word, []).append(page)
    return {word: from_word[word] for word in WORDS if word in from_word}


def linkables() -> dict[str, Linkable]:
    """Kind -> the things that can be pointed to."""
    return {each.kind: each for said in announcements() for each in said.links}


def closed_days(begin: date, end: date) -> set[date]:
    """The days between these two on which the whole district has no school, as far as any room knows."""
    return {day for said in announcements() if said.closed for day in said.closed(begin, end)}


def may_open(user: User, verb: str) -> bool:
    """Whether a page that needs this verb is in the user's navigation; an empty verb needs nothing."""
    return not verb or can(user, verb)
