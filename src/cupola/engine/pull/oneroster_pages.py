"""How OneRoster REST hands out a collection: offset and limit, a Link header, a filter, a count, or none of them.

1EdTech OneRoster 1.1 and 1.2, REST bindings; where servers differ from them, what was met in the wild.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from cupola.engine.errors import PullDenied, PullStopped
from cupola.engine.pull.collection import Page, Step
from cupola.engine.pull.conversation import Conversation, Rejected, Told, path_of
from cupola.engine.pull.exchange import BrokenOff
from cupola.engine.pull.settings import Source

GRADEBOOK = frozenset({"categories", "lineItems", "results", "scoreScales"})
RESOURCES = frozenset({"resources", "classResources", "courseResources"})
LINK = re.compile(r"<([^>]*)>((?:\s*;[^,;]*)*)")
NEXT = re.compile(r";\s*rel\s*=\s*\"?[^\";]*\bnext\b", re.I)


def address_of(source: Source, collection: str) -> str:
    """The URL of a collection: in 1.2 gradebook and resources are services of their own, beside rostering."""
    if collection in GRADEBOOK:
        base = source.gradebook_url or source.base_url.replace("/rostering/", "/gradebook/")
    elif collection in RESOURCES:
        base = source.resources_url or source.base_url.replace("/rostering/", "/resources/")
    else:
        base = source.base_url
    return f"{base}/{collection}"


@dataclass(slots=True)
class OneRosterPager:
    """Asks for one collection, whole or (with `since`, an ISO 8601 instant in UTC) what changed from then on.

    It asks in the order of sourcedId; a server that does not take `sort` or `filter` is asked without.
    """

    conversation: Conversation
    collection: str
    since: str | None = None
    sorted: bool = True

    @property
    def key(self) -> str:
        """What tells rows apart."""
        return "sourcedId"

    @property
    def place(self) -> str:
        """Host and path, as messages name it."""
        return path_of(self.address)

    @property
    def address(self) -> str:
        """The URL of the collection."""
        return address_of(self.conversation.source, self.collection)

    def first(self) -> Step:
        """The first page."""
        return {"offset": 0, "sort": self.sorted, "since": self.since, "asked": 0}

    def ask(self, step: Step) -> Page:
        """One page; raises what the conversation raises."""
        try:
            return self._page(step)
        except Rejected as rejected:
            if step["offset"] and rejected.status in (400, 416, 422):
                return Page([], None, mode=_mode(step))
            simpler = self._simpler(step, rejected)
            self.sorted, self.since = simpler["sort"], simpler["since"]
            return self.ask(simpler)
        except PullDenied:
            # Some servers call a page behind the last one unknown.
            if step["offset"]:
                return Page([], None, mode=_mode(step))
            raise

    def _simpler(self, step: Step, rejected: Rejected) -> Step:
        """The same question with less in it; without sort first, then without filter."""
        if step["sort"]:
            return {**step, "sort": False}
        if step["since"]:
            return {**step, "since": None}
        raise rejected

    def _page(self, step: Step) -> Page:
        url, query = (step["url"], None) if "url" in step else (self.address, self._query(step))
        told = self.conversation.get(url, query, sound=lambda body: rows_of(body, self.collection, self.place))
        rows, strange = rows_of(told.json, self.collection, self.place)
        following = self._following(step, told, len(rows) + strange)
        full = len(rows) + strange == self.conversation.source.page_size
        return Page(rows, following, _total(told), strange, _mode(step), full)

    def _query(self, step: Step) -> dict[str, str]:
        query = {"limit": str(self.conversation.source.page_size), "offset": str(step["offset"])}
        if step["sort"]:
            query |= {"sort": "sourcedId", "orderBy": "asc"}
        if step["since"]:
            query["filter"] = f"dateLastModified>='{step['since']}'"
        return query

    def _following(self, step: Step, told: Told, came: int) -> Step | None:
        """The next page, until an empty one: counts may lie, pages may be shorter than asked for."""
        onward = {**step, "offset": step["offset"] + came, "asked": step["asked"] + 1}
        onward.pop("url", None)
        link = told.headers.get("link")
        target = next_link(link) if link else None
        if target is not None and came:
            url = urljoin(self.address, target)
            if urlsplit(url)[:2] != urlsplit(self.address)[:2]:
                fact = "its next page is said to be on another host, which is refused."
                raise PullStopped(self.place, fact, "Tell the vendor: rel=next leads elsewhere.")
            return None if url == step.get("url") else {**onward, "url": url}
        if "url" in step or not came:
            return None
        return onward


def next_link(header: str) -> str | None:
    """The target of `rel="next"` in a Link header (RFC 8288), or None."""
    return next((match[1] for match in LINK.finditer(header) if NEXT.search(match[2])), None)


def rows_of(body: Any, collection: str, place: str) -> tuple[list[dict[str, Any]], int]:
    """The rows in an answer and how many entries were no objects.

    They stand under the collection's name, or under the only list there is, or bare. One row may come
    without a list around it. Raises `BrokenOff` for anything else: it is no page of this collection.
    """
    found = body
    if isinstance(body, dict):
        lists = [value for value in body.values() if isinstance(value, list)]
        found = body.get(collection, lists[0] if len(lists) == 1 else body)
        if found is None and collection in body:
            found = []
        elif isinstance(found, dict) and found.get("sourcedId") and found is not body:
            found = [found]
    if not isinstance(found, list):
        raise BrokenOff(place, f"answered without {collection}.", "Check base_url.")
    rows = [row for row in found if isinstance(row, dict)]
    return rows, len(found) - len(rows)


def _total(told: Told) -> int | None:
    said = told.headers.get("x-total-count", "").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else None


def _mode(step: Step) -> str:
    return "delta" if step["since"] else "bulk"
