"""A server on this computer that plays OneRoster REST and the Ed-Fi API, and misbehaves by a script."""

from __future__ import annotations

import base64
import gzip
import json
import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

CLIENT, SECRET = "district-client", "unmistakable-secret-7461"
ONEROSTER = "/ims/oneroster/rostering/v1p2"
Rows = list[dict[str, Any]]


@dataclass
class Trouble:
    """What goes wrong: at the `at`-th question (from 1; 0 is every one) whose path matches `path`."""

    what: str
    path: str = "."
    at: int = 1
    met: int = 0

    def strikes(self, path: str) -> bool:
        if not re.search(self.path, path):
            return False
        self.met += 1
        return self.at in (0, self.met)


@dataclass
class Asked:
    """One question as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


@dataclass
class PlayedApi:
    """What the server holds and how it behaves. Change it between pulls."""

    rows: dict[str, Rows] = field(default_factory=dict, repr=False)
    troubles: list[Trouble] = field(default_factory=list)
    count: Callable[[int], int | None] = lambda n: n
    link: bool = False
    largest_page: int = 100_000
    takes_sort: bool = True
    takes_filter: bool = True
    overlooks_filter: bool = False
    overlooks_offset: bool = False
    shuffles: Callable[[int], bool] = lambda question: False
    behind_the_end: int = 200
    envelope: dict[str, str] = field(default_factory=dict)
    token_lasts: int = 1_000_000
    cursor: bool = True
    versions: tuple[int, int] | None = (0, 100)
    asked: list[Asked] = field(default_factory=list, repr=False)
    tokens: list[str] = field(default_factory=list)
    uses: int = 0
    pages: int = 0
    port: int = 0

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def questions(self, path: str) -> list[Asked]:
        return [each for each in self.asked if re.search(path, each.path)]

    def answer(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        self.asked.append(asked)
        if asked.path.endswith("/token"):
            return self._token(asked)
        if asked.path == "/edfi/":
            urls = {"dataManagementApi": f"{self.root}/edfi/data/v3/", "oauth": f"{self.root}/edfi/oauth/token"}
            return 200, {}, json.dumps({"version": "7.3", "urls": urls}).encode()
        if not self._is_let_in(asked):
            return 401, {}, b'{"imsx_codeMajor": "failure"}'
        if asked.path.startswith("/edfi/"):
            return self._edfi(asked)
        return self._oneroster(asked)

    def _token(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        pair = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if asked.headers.get("authorization") != f"Basic {pair}" or b"client_credentials" not in asked.body:
            return 401, {}, b'{"error": "invalid_client"}'
        self.tokens.append(f"unmistakable-token-{len(self.tokens) + 1}")
        self.uses = 0
        return 200, {}, json.dumps({"access_token": self.tokens[-1], "expires_in": 1800}).encode()

    def _is_let_in(self, asked: Asked) -> bool:
        self.uses += 1
        good = bool(self.tokens) and asked.headers.get("authorization") == f"Bearer {self.tokens[-1]}"
        return good and self.uses <= self.token_lasts

    def _oneroster(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        name = asked.path.rpartition("/")[2]
        if name not in self.rows or ("sort" in asked.query and not self.takes_sort):
            return (404 if name not in self.rows else 400), {}, b"{}"
        rows = self.rows[name]
        if wanted := asked.query.get("filter"):
            if not self.takes_filter:
                return 400, {}, b'{"imsx_codeMinor": "invalid_filter_field"}'
            since = re.fullmatch(r"dateLastModified>='([^']+)'", wanted)[1]
            rows = rows if self.overlooks_filter else [r for r in rows if r["dateLastModified"] >= since]
        limit = min(int(asked.query["limit"]), self.largest_page)
        offset = 0 if self.overlooks_offset else int(asked.query["offset"])
        headers = self._link(asked, name, offset, limit, len(rows)) if self.link else {}
        if offset >= len(rows) and offset and self.behind_the_end != 200:
            return self.behind_the_end, headers, b"{}"
        page = self._ordered(rows)[offset : offset + limit]
        if (total := self.count(len(rows))) is not None:
            headers["X-Total-Count"] = str(total)
        return 200, headers, json.dumps({self.envelope.get(name, name): page}).encode()

    def _ordered(self, rows: Rows) -> Rows:
        self.pages += 1
        return random.Random(self.pages).sample(rows, len(rows)) if self.shuffles(self.pages) else rows

    def _link(self, asked: Asked, name: str, offset: int, limit: int, total: int) -> dict[str, str]:
        there = f'<{ONEROSTER}/{name}?limit={limit}&offset={{}}>; rel="{{}}"'
        links = [there.format(0, "first")]
        if offset + limit < total:
            links.append(there.format(offset + limit, "next"))
        return {"Link": ", ".join(links)}

    def _edfi(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        if asked.path.endswith("/availableChangeVersions"):
            if self.versions is None:
                return 404, {}, b"{}"
            said = {"oldestChangeVersion": self.versions[0], "newestChangeVersion": self.versions[1]}
            return 200, {}, json.dumps(said).encode()
        name = asked.path.partition("/ed-fi/")[2]
        if name not in self.rows:
            return 404, {}, b"{}"
        least = int(asked.query.get("minChangeVersion", 0))
        most = int(asked.query.get("maxChangeVersion", 10**9))
        rows = [r for r in self.rows[name] if least <= r.get("ChangeVersion", r.get("changeVersion", 0)) <= most]
        total = self.count(len(rows)) if "totalCount" in asked.query else None
        headers = {} if total is None else {"Total-Count": str(total)}
        if "pageSize" in asked.query and self.cursor and not name.endswith(("deletes", "keyChanges")):
            start, size = int(asked.query.get("pageToken", "0")), int(asked.query["pageSize"])
            if start + size < len(rows):
                headers["Next-Page-Token"] = str(start + size)
        else:
            start, size = int(asked.query.get("offset", 0)), int(asked.query.get("limit", 25))
            rows = self._ordered(rows)
        page = [{k: v for k, v in row.items() if k != "ChangeVersion"} for row in rows[start : start + size]]
        return 200, headers, json.dumps(page).encode()


class Handler(BaseHTTPRequestHandler):
    """One question at the server."""

    protocol_version = "HTTP/1.1"
    api: PlayedApi

    def do_GET(self) -> None:
        self.reply("GET", b"")

    def do_POST(self) -> None:
        self.reply("POST", self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""

    def reply(self, method: str, body: bytes) -> None:
        parts = urlsplit(self.path)
        query = {key: unquote(values[0]) for key, values in parse_qs(parts.query).items()}
        headers = {key.lower(): value for key, value in self.headers.items()}
        trouble = next((t for t in self.api.troubles if t.strikes(parts.path)), None)
        status, more, content = self.api.answer(Asked(method, parts.path, query, headers, body))
        getattr(self, f"do_{trouble.what}" if trouble else "plain")(status, more, content)

    def plain(self, status: int, headers: dict[str, str], content: bytes, *, promised: int | None = None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content) if promised is None else promised))
        self.end_headers()
        self.wfile.write(content)
        self.close_connection = True

    def do_busy(self, *_: object) -> None:
        self.plain(429, {}, b"")

    def do_busy_until(self, *_: object) -> None:
        self.plain(429, {"Retry-After": "7"}, b"")

    def do_busy_for_days(self, *_: object) -> None:
        self.plain(429, {"Retry-After": "200000"}, b"")

    def do_failing(self, *_: object) -> None:
        self.plain(503, {}, b"<html>unmistakable page</html>")

    def do_dropped(self, *_: object) -> None:
        self.close_connection = True

    def do_half(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.plain(status, headers, content[: len(content) // 2], promised=len(content))

    def do_slow(self, status: int, headers: dict[str, str], content: bytes) -> None:
        time.sleep(1.5)
        self.plain(status, headers, content)

    def do_page(self, *_: object) -> None:
        self.plain(200, {"Content-Type": "text/html"}, b"<html>Please sign in, unmistakable</html>")

    def do_broken_json(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.plain(status, headers, content[:-3])

    def do_error_in_json(self, *_: object) -> None:
        self.plain(200, {}, b'{"imsx_codeMajor": "failure", "imsx_severity": "error"}')

    def do_packed(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.plain(status, {**headers, "Content-Encoding": "gzip"}, gzip.compress(content))

    def do_half_packed(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.plain(status, {**headers, "Content-Encoding": "gzip"}, gzip.compress(content)[:-12])

    def do_bomb(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.plain(status, {**headers, "Content-Encoding": "gzip"}, gzip.compress(b" " * 1_000_000))

    def do_forbidden(self, *_: object) -> None:
        self.plain(403, {}, b'{"imsx_codeMajor": "failure"}')

    def do_bad_cursor(self, *_: object) -> None:
        self.plain(400, {}, b'{"detail": "The page token is not valid."}')

    def do_refused_token(self, *_: object) -> None:
        self.plain(401, {}, b"{}")

    def do_sent_on(self, *_: object) -> None:
        self.plain(302, {"Location": "http://elsewhere.invalid/orgs"}, b"")

    def do_sent_on_here(self, *_: object) -> None:
        self.plain(302, {"Location": self.path + "&again=1"}, b"")

    def do_link_elsewhere(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.plain(status, {"Link": '<http://elsewhere.invalid/orgs?offset=2>; rel="next"'}, content)


@contextmanager
def playing(api: PlayedApi) -> Iterator[PlayedApi]:
    """Serve an API on a free port of this computer."""
    handler = type("Bound", (Handler,), {"api": api})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        api.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield api
        finally:
            server.shutdown()
            thread.join()
