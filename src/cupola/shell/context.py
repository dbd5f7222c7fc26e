"""What every page is given: the district, the navigation, which record is seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.functional import Promise, SimpleLazyObject

from cupola.shell.announcements import WORDS, Page, pages_for
from cupola.workspace.models import Delivery, DeliveryState, District, Publication, User
from cupola.workspace.policy import can, roles_in_words


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the navigation."""

    title: Promise | str
    url: str
    is_here: bool
    count: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class RecordLine:
    """Which record a page shows: its day, when it was published, and how many deliveries are held."""

    as_of: Any
    published: datetime | None
    held: int
    working: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """All that base.html shows around a page."""

    district: District
    words: tuple[Link, ...]
    pages: tuple[Link, ...]
    word: str
    record: RecordLine | None
    help: str
    roles: tuple[Any, ...]


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor; nothing is looked up before a template asks."""
    return {"shell": SimpleLazyObject(lambda: build(request))}


def build(request: HttpRequest) -> Shell:
    """Look up what surrounds a page for the user of this request."""
    user = request.user
    district = getattr(request, "district", None) or District.here()
    if not isinstance(user, User):
        return Shell(district, (), (), "", None, "", ())
    pages = pages_for(user)
    here, word = _here(request, pages)
    return Shell(
        district=district,
        words=_words(pages, word),
        pages=tuple(_link(page, user, here) for page in pages.get(word, ())),
        word=word,
        record=_record_line(user),
        help=next((page.help for page in pages.get(word, ()) if page.url == here and page.help), ""),
        roles=tuple(roles_in_words(user)),
    )


def _here(request: HttpRequest, pages: dict[str, list[Page]]) -> tuple[str, str]:
    """The url name of the page in the navigation that the request belongs to, and its word."""
    match = request.resolver_match
    view = match.view_name if match else ""
    below = match.kwargs.get("nav", "") if match else ""
    names = [(page.url, word) for word, found in pages.items() for page in found]
    for url, word in names:
        if url in (view, below):
            return url, word
    path = request.path
    longest = max(names, key=lambda each: _shared(path, _address(each[0])), default=("", ""))
    return longest if longest[0] and _shared(path, _address(longest[0])) > 1 else ("", "")


def _address(url: str) -> str:
    return _address_below(url, get_script_prefix())


@cache
def _address_below(url: str, prefix: str) -> str:
    """The address of a page of the navigation; looked up once, for every page asks for all of them."""
    return reverse(url)


def _shared(path: str, address: str) -> int:
    return len(address) if path.startswith(address) else 0


def _words(pages: dict[str, list[Page]], word: str) -> tuple[Link, ...]:
    links = [(name, WORDS[name], found[0]) for name, found in pages.items()]
    return tuple(Link(title, _address(first.url), name == word, letter=str(name)[0]) for name, title, first in links)


def _link(page: Page, user: User, here: str) -> Link:
    count = page.count(user) if page.count else ""
    return Link(page.title, _address(page.url), page.url == here, count)


def _record_line(user: User) -> RecordLine | None:
    newest = Publication.newest()
    held, working = 0, False
    if can(user, "see deliveries"):
        states = Delivery.objects.filter(
            state__in=(DeliveryState.HELD, DeliveryState.READING, DeliveryState.APPLYING, DeliveryState.ARRIVED)
        ).values_list("state", flat=True)
        held = sum(state == DeliveryState.HELD for state in states)
        working = any(state != DeliveryState.HELD for state in states)
    if newest is None:
        return RecordLine(None, None, held, working)
    return RecordLine(newest.as_of, newest.finished_at, held, working)
