"""Asks whether something answers: a web page, a port, a name. One question, a bounded wait, and nothing is kept of it.

What is asked is typed in by somebody who may; no answer is read further than to tell that it is one.
"""

from __future__ import annotations

import http.client
import secrets
import socket
import ssl
import struct
from dataclasses import dataclass
from urllib.parse import urlsplit

from cupola import __version__

TIMEOUT_SECONDS = 5.0
DNS_PORT = 53
LARGEST_REPLY = 4_096
MOST_LABEL = 63
# Codes below this are answers: a page that asks to sign in is up.
BROKEN = 500


@dataclass(frozen=True, slots=True)
class Seen:
    """Whether something answered, and what was said or why not, in few words without its address."""

    is_up: bool
    says: str


def probe(kind: str, address: str, *, server: str = "", timeout_seconds: float = TIMEOUT_SECONDS) -> Seen:
    """Ask once: `http` a URL, `tcp` a `host:port`, `dns` a name of a DNS server (`server`, or the usual one).

    Never raises for what the network does. Raises `ValueError` for an address that cannot be one.
    """
    try:
        if kind == "http":
            return _http(address, timeout_seconds)
        if kind == "tcp":
            return _tcp(address, timeout_seconds)
        return _dns(address, server, timeout_seconds)
    except TimeoutError:
        return Seen(False, "no answer in time")
    except ssl.SSLError:
        return Seen(False, "certificate not trusted")
    except (OSError, http.client.HTTPException) as error:
        return Seen(False, type(error).__name__)


def check_address(kind: str, address: str, server: str = "") -> None:
    """Raise `ValueError`, in words, for an address that cannot be asked."""
    if kind == "http":
        _url(address)
    elif kind == "tcp":
        host_and_port(address)
    else:
        _question(address, 0)
        if server:
            _server(server)


def _url(address: str) -> tuple[str, str, int | None, str]:
    try:
        parts, port = urlsplit(address), urlsplit(address).port
    except ValueError as error:
        raise ValueError("this is no address of a web page") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        raise ValueError("an address begins with http:// or https:// and holds no password")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if any(letter.isspace() or not letter.isprintable() for letter in path):
        raise ValueError("an address holds no blanks")
    return parts.scheme, parts.hostname, port, path


def _http(address: str, timeout_seconds: float) -> Seen:
    scheme, host, port, path = _url(address)
    if scheme == "https":
        trusted = ssl.create_default_context()
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            host, port, timeout=timeout_seconds, context=trusted
        )
    else:
        connection = http.client.HTTPConnection(host, port, timeout=timeout_seconds)
    try:
        connection.request("GET", path, headers={"User-Agent": f"Cupola/{__version__}", "Accept": "*/*"})
        status = connection.getresponse().status
    finally:
        connection.close()
    return Seen(status < BROKEN, f"HTTP {status}")


def host_and_port(address: str) -> tuple[str, int]:
    """`host:port`, or `[address]:port`, in its parts; `ValueError` for anything else."""
    host, _, port = address.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not port.isdigit() or not 0 < int(port) < 65_536 or any(letter.isspace() for letter in host):
        raise ValueError("write it as host:port, such as sis.example.org:443")
    return host, int(port)


def _tcp(address: str, timeout_seconds: float) -> Seen:
    with socket.create_connection(host_and_port(address), timeout=timeout_seconds):
        return Seen(True, "connected")


def _dns(name: str, server: str, timeout_seconds: float) -> Seen:
    """Ask for the address of a name, over UDP, so that the wait is ours and no cache of this computer answers."""
    number = secrets.randbelow(65_536)
    question = _question(name, number)
    host, port = _server(server or _usual_server())
    family, kind, protocol, _name, place = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
    with socket.socket(family, kind, protocol) as asked:
        asked.settimeout(timeout_seconds)
        asked.connect(place)
        asked.send(question)
        reply = asked.recv(LARGEST_REPLY)
    return _told(reply, number)


def _server(address: str) -> tuple[str, int]:
    """A DNS server with its port; the usual port where none stands behind it."""
    has_port = address.rpartition("]")[2].count(":") == 1 if "]" in address else address.count(":") == 1
    return host_and_port(address if has_port else f"{address}:{DNS_PORT}")


def _question(name: str, number: int) -> bytes:
    try:
        labels = name.rstrip(".").encode("idna").split(b".")
    except UnicodeError:
        labels = []
    if not all(0 < len(label) <= MOST_LABEL for label in labels or [b""]) or b" " in b"".join(labels):
        raise ValueError("write a name such as www.example.org")
    asked = b"".join(bytes([len(label)]) + label for label in labels) + b"\0"
    return struct.pack(">6H", number, 0x0100, 1, 0, 0, 0) + asked + struct.pack(">2H", 1, 1)


def _told(reply: bytes, number: int) -> Seen:
    if len(reply) < 12:
        return Seen(False, "no DNS answer")
    told, flags, _questions, answers = struct.unpack(">4H", reply[:8])
    code = flags & 0xF
    if told != number or not flags & 0x8000:
        return Seen(False, "no DNS answer")
    if code:
        return Seen(False, "no such name" if code == 3 else f"DNS error {code}")
    return Seen(answers > 0, "name found" if answers else "no address")


def _usual_server() -> str:
    """The first DNS server of this computer, where it says so."""
    try:
        with open("/etc/resolv.conf", encoding="utf-8", errors="replace") as lines:
            for line in lines:
                words = line.split()
                if len(words) > 1 and words[0] == "nameserver":
                    return words[1]
    except OSError:
        pass
    raise OSError("no DNS server is known")
