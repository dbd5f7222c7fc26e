"""A conversation with one API: token, patience with busy servers, answers that are JSON or are asked for again."""

from __future__ import annotations

import base64
import json
import random
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from cupola.engine.errors import PullDenied, PullStopped
from cupola.engine.pull.exchange import Answer, BrokenOff, Door
from cupola.engine.pull.settings import Source

BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
TOKEN = re.compile(r"[\x21-\x7e]+")
EARLY_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to go on: tries for one page, seconds before the second try (doubling), the longest wait."""

    tries: int = 6
    first_wait: float = 1.0
    longest_wait: float = 300.0
    sleep: Callable[[float], None] = lambda seconds: time.sleep(seconds)

    def wait(self, tried: int) -> float:
        """Seconds before the next try; a little chance keeps many clients from knocking together."""
        return min(self.first_wait * 2.0 ** (tried - 1), self.longest_wait) * random.uniform(1.0, 1.25)


class Rejected(PullDenied):
    """A server does not take a question as it was asked; `status` is its HTTP status."""

    status: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A JSON answer and its headers, by name in small letters."""

    json: Any = field(repr=False)
    headers: Mapping[str, str]


Sound = Callable[[Any], object]


def anything(_body: Any) -> None:
    """Any JSON will do."""


@dataclass(slots=True)
class Conversation:
    """Asks one API with one client's token. The token lives in memory only."""

    source: Source
    token_url: str
    door: Door
    patience: Patience
    server_time: datetime | None = None
    _token: str | None = field(default=None, repr=False)
    _good_until: float = 0.0

    def get(self, url: str, query: Mapping[str, str] | None = None, *, sound: Sound = anything) -> Told:
        """GET JSON from a URL below the source's hosts.

        Asks again when the server is busy, the connection fails, the answer is no JSON or `sound` raises
        `BrokenOff` for it; fetches the token anew once when it is refused. Raises `PullDenied` for 403 and
        404, `Rejected` for another 4xx, and `PullStopped` when patience ends.
        """
        asked = f"{url}?{urlencode(query, quote_via=quote)}" if query else url
        return self._until_told(url, lambda: self._with_token(url, asked), sound)

    def get_openly(self, url: str) -> Told:
        """GET JSON without a token, as anybody may; raises what `get` raises."""
        return self._until_told(url, lambda: self.door.ask(url, {}))

    def _with_token(self, place: str, asked: str) -> Answer:
        for fresh in (False, True):
            if self._token is None or fresh or time.monotonic() > self._good_until:
                self._fetch_token()
            answer = self.door.ask(asked, {"Authorization": f"Bearer {self._token}"})
            if answer.status != 401:
                return answer
        fact = "refuses a token that was fetched a moment ago (401)."
        raise PullStopped(path_of(place), fact, "Ask the vendor what this client may read.")

    def _until_told(self, place: str, ask: Callable[[], Answer], sound: Sound = anything) -> Told:
        """The answer as JSON, after as many tries as patience allows."""
        problem: PullStopped | None = None
        for tried in range(1, self.patience.tries + 1):
            wait = self.patience.wait(tried)
            try:
                answer = ask()
                self._note_time(answer)
                if answer.status not in BUSY:
                    told = Told(json_of(place, answer), answer.headers)
                    sound(told.json)
                    return told
                wait = self._asked_to_wait(place, answer, wait)
                problem = BrokenOff(path_of(place), f"is busy ({answer.status}).", "Run the pull again later.")
            except BrokenOff as broken:
                problem = broken
            if tried < self.patience.tries:
                self.patience.sleep(wait)
        assert problem is not None
        fact = f"{problem.fact} {self.patience.tries} tries."
        raise PullStopped(path_of(place), fact, "Run the pull again later: it goes on where it stopped.") from problem

    def _asked_to_wait(self, place: str, answer: Answer, otherwise: float) -> float:
        seconds = retry_after(answer.headers.get("retry-after"))
        if seconds is not None and seconds > self.patience.longest_wait:
            fact = f"asks to come back in {seconds / 60:,.0f} minutes ({answer.status})."
            raise PullStopped(path_of(place), fact, "Run the pull again then: it goes on where it stopped.")
        return otherwise if seconds is None else max(seconds, 0.0)

    def _note_time(self, answer: Answer) -> None:
        if self.server_time is None and (said := answer.headers.get("date")):
            self.server_time = _date_of(said)

    def _fetch_token(self) -> None:
        """Client credentials (RFC 6749, 4.4), with HTTP Basic."""
        self._token = None
        told = self._until_told(self.token_url, self._ask_for_token)
        token = told.json.get("access_token") if isinstance(told.json, dict) else None
        if not isinstance(token, str) or not TOKEN.fullmatch(token):
            step = "Check token_url: it must be the OAuth 2 token address for client credentials."
            raise PullStopped(path_of(self.token_url), "gave no token.", step)
        lasts = told.json.get("expires_in")
        seconds = float(lasts) if isinstance(lasts, int | float) or str(lasts).isdigit() else 300.0
        self._token = token
        self._good_until = time.monotonic() + max(seconds - EARLY_SECONDS, seconds / 2)

    def _ask_for_token(self) -> Answer:
        pair = f"{self.source.client_id}:{self.source.secret.read()}".encode()
        form = {"grant_type": "client_credentials"} | ({"scope": self.source.scope} if self.source.scope else {})
        headers = {
            "Authorization": f"Basic {base64.b64encode(pair).decode()}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        answer = self.door.ask(self.token_url, headers, urlencode(form).encode())
        if answer.status in (400, 401, 403):
            fact = f"does not take this client id with this secret ({answer.status})."
            step = "Check client_id, the secret and scope with the vendor."
            raise PullStopped(path_of(self.token_url), fact, step)
        return answer


def path_of(url: str) -> str:
    """Host and path of a URL, without its query: what a message may show."""
    parts = urlsplit(url)
    return f"{parts.hostname or ''}{parts.path}"


def retry_after(said: str | None) -> float | None:
    """Seconds that a `Retry-After` header asks for (a number, or a date as in RFC 9110); None when it says nothing."""
    text = (said or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    when = _date_of(text) if text else None
    return None if when is None else (when - datetime.now(tz=UTC)).total_seconds()


def _date_of(said: str) -> datetime | None:
    try:
        when = parsedate_to_datetime(said)
    except ValueError:
        return None
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


def json_of(place: str, answer: Answer) -> Any:
    """What an answer says.

    Raises `PullDenied` for 403 and 404, `Rejected` for what else is no success, `BrokenOff` for what is no JSON.
    """
    if answer.status in (403, 404):
        fact = "is not for this client (403)." if answer.status == 403 else "is not there (404)."
        step = "Ask the vendor, or take it out of the collections in the settings."
        raise PullDenied(path_of(place), fact, step)
    if not 200 <= answer.status < 300:
        rejected = Rejected(path_of(place), f"does not take the question ({answer.status}).", "Check the settings.")
        rejected.status = answer.status
        raise rejected
    try:
        return json.loads(answer.body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as broken:
        page = answer.body.lstrip()[:1] == b"<"
        fact = "answered with a web page instead of data." if page else "answered with broken JSON."
        # What stands in the body stays untold: it may hold anybody's data.
        raise BrokenOff(path_of(place), fact, "Run the pull again later.") from broken
