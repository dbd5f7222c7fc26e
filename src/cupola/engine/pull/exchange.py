"""One question and one answer over HTTP: checked certificates, bounded time, bounded size, one host."""

from __future__ import annotations

import http.client
import ssl
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urljoin, urlsplit

from cupola import __version__
from cupola.engine.errors import PullStopped
from cupola.engine.pull.settings import is_of_this_computer

LARGEST_ANSWER = 256 * 1024 * 1024
CHUNK = 1 << 16
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 5
LONGEST = 10  # times the time-out of one step, for the whole answer


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: status, headers by name in small letters, and the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class BrokenOff(PullStopped):
    """No whole answer came: the connection failed, or what came is not what was promised. Worth another try."""


@dataclass(slots=True)
class Door:
    """The one way out to the network. `timeout_seconds` bounds each step, ten times it a whole answer."""

    timeout_seconds: float
    largest: int = LARGEST_ANSWER

    def ask(self, url: str, headers: Mapping[str, str], body: bytes | None = None) -> Answer:
        """GET a URL, or POST `body` to it.

        A status that is no success is an answer too. Redirects are followed on the same host only, and never
        with a body. Raises `BrokenOff` when no whole answer came, and `PullStopped` for what no repetition
        mends: a certificate that is not trusted, a redirect to another host, an answer larger than the limit.
        """
        for _ in range(MOST_REDIRECTS):
            answer = self._ask_once(url, headers, body)
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                return answer
            there = urljoin(url, answer.headers["location"])
            if urlsplit(there)[:2] != urlsplit(url)[:2] or body is not None:
                step = "Ask the vendor for the right base_url and token_url."
                raise PullStopped(_host(url), "it sends us on to another address, which is refused.", step)
            url = there
        raise PullStopped(_host(url), "it sends us round in circles.", "Ask the vendor for the right base_url.")

    def _ask_once(self, url: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        host = _host(url)
        said = {"User-Agent": f"cupola/{__version__}", "Accept": "application/json", "Accept-Encoding": "identity"}
        request = urllib.request.Request(url, data=body, headers={**said, **headers})
        try:
            response = _opener(host).open(request, timeout=self.timeout_seconds)
            if not isinstance(response, http.client.HTTPResponse):
                raise PullStopped(host, "no address that can be asked.", "Check the addresses in the settings.")
            with response:
                return self._whole(response, host)
        except (OSError, http.client.HTTPException, ValueError) as failed:
            raise self._told(failed, host) from failed

    def _told(self, failed: Exception, host: str) -> PullStopped:
        reason = failed.reason if isinstance(failed, urllib.error.URLError) else failed
        if isinstance(reason, ssl.SSLCertVerificationError):
            fact = f"its certificate is not trusted ({reason.verify_message})."
            step = "If the district signs its own, name its certificates in SSL_CERT_FILE. Never switch the check off."
            return PullStopped(host, fact, step)
        if isinstance(reason, TimeoutError):
            return BrokenOff(host, f"no answer within {self.timeout_seconds:g} seconds.", "Run the pull again later.")
        return BrokenOff(host, f"the connection failed ({type(reason).__name__}).", "Run the pull again later.")

    def _whole(self, response: http.client.HTTPResponse, host: str) -> Answer:
        headers = {name.lower(): value for name, value in response.headers.items()}
        promised = headers.get("content-length", "")
        parts, came = [], 0
        deadline = time.monotonic() + LONGEST * self.timeout_seconds
        while part := response.read1(CHUNK):
            parts.append(part)
            came += len(part)
            if came > self.largest:
                fact = f"an answer is larger than {self.largest:,} bytes."
                raise PullStopped(host, fact, "Make page_size smaller.")
            if time.monotonic() > deadline:
                fact = f"an answer took longer than {LONGEST * self.timeout_seconds:g} seconds."
                raise BrokenOff(host, fact, "Make page_size smaller, or timeout_seconds larger.")
        if promised.isdigit() and came < int(promised) and "transfer-encoding" not in headers:
            fact = f"the connection ended after {came:,} of {promised} bytes."
            raise BrokenOff(host, fact, "Run the pull again later.")
        body = b"".join(parts)
        packed = headers.get("content-encoding", "").strip().lower() in ("gzip", "x-gzip")
        return Answer(response.status, headers, self._unpacked(body, host) if packed else body)

    def _unpacked(self, body: bytes, host: str) -> bytes:
        """What a server packed although nobody asked for it, within the same limit."""
        unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            whole = unpacking.decompress(body, self.largest + 1)
        except zlib.error as broken:
            raise BrokenOff(host, "a packed answer is broken.", "Run the pull again later.") from broken
        if len(whole) > self.largest:
            raise PullStopped(host, f"an answer is larger than {self.largest:,} bytes.", "Make page_size smaller.")
        if not unpacking.eof:
            raise BrokenOff(host, "a packed answer is not whole.", "Run the pull again later.")
        return whole


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


@cache
def _trust() -> ssl.SSLContext:
    """Certificates as this computer trusts them; reading them takes longer than most answers."""
    return ssl.create_default_context()


def _opener(host: str) -> urllib.request.OpenerDirector:
    """Without the handlers that follow redirects, raise for a status, or open files: what comes is the answer."""
    opener = urllib.request.OpenerDirector()
    opener.add_handler(urllib.request.ProxyHandler({} if is_of_this_computer(host) else None))
    opener.add_handler(urllib.request.HTTPHandler())
    opener.add_handler(urllib.request.HTTPSHandler(context=_trust()))
    opener.add_handler(urllib.request.UnknownHandler())
    return opener
