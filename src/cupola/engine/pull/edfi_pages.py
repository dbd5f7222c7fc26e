"""How the Ed-Fi API hands out a resource: by cursor where it can, else by offset; what changed, was deleted or renamed.

Ed-Fi ODS/API 5.x to 7.x: paging by `pageToken` since 7.3, change queries by change version.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from cupola.engine.errors import PullDenied, PullStopped
from cupola.engine.pull.collection import Page, Step
from cupola.engine.pull.conversation import Conversation, Rejected, Told, path_of
from cupola.engine.pull.exchange import BrokenOff

LARGEST_PAGE = 500
OF_CHANGES = ("deletes", "keyChanges")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where an Ed-Fi host keeps its data, its tokens and its change versions."""

    data: str
    token: str
    changes: str


def discover(conversation: Conversation) -> Addresses:
    """Ask the base URL where everything is; what it does not say is where the standard puts it.

    Raises `PullStopped` when it names another host than the settings: a secret goes nowhere by hearsay.
    """
    source = conversation.source
    base = source.base_url
    urls = _urls(conversation, base)
    data = urls.get("dataManagementApi") or f"{base}/data/v3"
    token = source.token_url or urls.get("oauth") or f"{base}/oauth/token"
    changes = urls.get("changeQueries") or f"{base}/changeQueries/v1"
    for url in (data, changes, *(() if source.token_url else (token,))):
        if urlsplit(url)[:2] != urlsplit(base)[:2]:
            fact = "says that its data or its tokens are on another host."
            raise PullStopped(path_of(base), fact, "If that is right, say base_url or token_url as it is there.")
    return Addresses(data.rstrip("/"), token.rstrip("/"), changes.rstrip("/"))


def _urls(conversation: Conversation, base: str) -> dict[str, str]:
    try:
        told = conversation.get_openly(f"{base}/").json
    except PullDenied:
        return {}
    urls = told.get("urls") if isinstance(told, dict) else None
    return {key: url for key, url in urls.items() if isinstance(url, str)} if isinstance(urls, dict) else {}


def newest_change(conversation: Conversation, addresses: Addresses) -> tuple[int, int] | None:
    """The oldest and the newest change version; None when the host keeps none."""
    try:
        told = conversation.get(f"{addresses.changes}/availableChangeVersions").json
    except PullDenied:
        return None
    found = {k.casefold(): v for k, v in told.items()} if isinstance(told, dict) else {}
    oldest, newest = (str(found.get(f"{end}changeversion")) for end in ("oldest", "newest"))
    if not (newest.isascii() and newest.isdigit()):
        return None
    return (int(oldest) if oldest.isascii() and oldest.isdigit() else 0), int(newest)


@dataclass(slots=True)
class EdFiPager:
    """Asks for a resource, its deletes or its key changes; `versions` bounds it to changes from … to …, both included.

    A cursor is tried first. Offsets go without the upper bound: a row that changes while they are read would leave
    the bounds, and every row behind it would slip past the next offset. What changed later comes twice, no harm.
    """

    conversation: Conversation
    address: str
    versions: tuple[int, int] | None = None
    cursor: bool = True

    @property
    def place(self) -> str:
        """Host and path, as messages name it."""
        return path_of(self.address)

    @property
    def key(self) -> str:
        """What tells rows apart. One id may be deleted or renamed more than once, so there it is the whole row."""
        return "" if self.of_changes else "id"

    @property
    def of_changes(self) -> bool:
        """Whether it asks for deletes or key changes, which have no cursor."""
        return self.address.endswith(OF_CHANGES)

    def first(self) -> Step:
        """The first page."""
        return {"cursor": self.cursor and not self.of_changes, "token": None, "offset": 0}

    def ask(self, step: Step) -> Page:
        """One page; raises what the conversation raises."""
        try:
            told = self.conversation.get(self.address, self._query(step), sound=self._rows)
        except Rejected:
            if not step["cursor"]:
                raise
            # A host before 7.3, or a cursor that is no longer good: what came already is not taken twice.
            self.cursor = False
            return self.ask(self.first())
        rows, strange = self._rows(told.json)
        return Page(rows, self._following(step, told, len(rows) + strange), _total(told), strange, self._mode())

    def _mode(self) -> str:
        return "bulk" if self.versions is None else "delta"

    def _query(self, step: Step) -> dict[str, str]:
        size = str(min(self.conversation.source.page_size, LARGEST_PAGE))
        query: dict[str, str] = {}
        if self.versions is not None:
            query["minChangeVersion"] = str(self.versions[0])
            if step["cursor"] or self.of_changes:
                query["maxChangeVersion"] = str(self.versions[1])
        if step["cursor"]:
            query["pageSize"] = size
            return query | ({"pageToken": step["token"]} if step["token"] else {"totalCount": "true"})
        return query | {"limit": size, "offset": str(step["offset"]), "totalCount": "true"}

    def _following(self, step: Step, told: Told, came: int) -> Step | None:
        token = told.headers.get("next-page-token")
        if step["cursor"] and token:
            return None if token == step["token"] else {**step, "token": token}
        if step["cursor"] and step["token"]:
            return None
        # A host that does not know cursors overlooks the question and answers with its first page, of any size.
        if step["cursor"]:
            self.cursor = False
        return {"cursor": False, "token": None, "offset": step["offset"] + came} if came else None

    def _rows(self, body: Any) -> tuple[list[dict[str, Any]], int]:
        if not isinstance(body, list):
            raise BrokenOff(self.place, "answered without a list.", "Check base_url.")
        rows = [row for row in body if isinstance(row, dict)]
        return rows, len(body) - len(rows)


def address_of(addresses: Addresses, resource: str) -> str:
    """The URL of a resource; without a namespace it is one of Ed-Fi's own."""
    return f"{addresses.data}/{resource if '/' in resource else f'ed-fi/{resource}'}"


def _total(told: Told) -> int | None:
    said = told.headers.get("total-count", "").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else None
