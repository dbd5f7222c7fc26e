"""Where Cupola is reached: alone on its folder, on a free port, and answering before anybody is sent there."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cupola.engine.errors import CupolaError
from cupola.engine.record import lock
from cupola.site.options import Options

LOCK = "up.lock"
ADDRESS = "address"
HEALTH = "/healthz"
ANSWER_SECONDS = 2.0
# A server that was killed a moment ago lets go of its port within this time.
PORT_SECONDS = 3.0


class Occupied(CupolaError):
    """The folder or the port is in use."""


@contextmanager
def alone(web: Path, *, wait_seconds: float = 0.0) -> Iterator[None]:
    """Be the only `cupola up` on this data folder. Raises `Occupied`, which names the one that is there."""
    holding = lock.held(web / LOCK, wait_seconds=wait_seconds)
    try:
        holding.__enter__()
    except CupolaError as error:
        raise Occupied(str(web.parent), f"is served already{_by_whom(web)}.", _where(web)) from error
    try:
        yield
    finally:
        (web / ADDRESS).unlink(missing_ok=True)
        holding.__exit__(None, None, None)


def _by_whom(web: Path) -> str:
    with suppress(OSError, ValueError, KeyError, TypeError):
        holder = json.loads((web / LOCK).read_bytes())
        return f" by process {holder['process']} on {holder['host']} since {holder['started']}"
    return ""


def _where(web: Path) -> str:
    with suppress(OSError):
        return f"Open {(web / ADDRESS).read_text(encoding='ascii').strip()}, or stop that process first."
    return "Use that one, or stop it first."


def say_where(options: Options) -> str:
    """The address that people type; also left in the folder, for whoever starts a second one."""
    address = address_of(options)
    (options.web / ADDRESS).write_text(address + "\n", encoding="ascii")
    return address


def address_of(options: Options) -> str:
    """The address that people type."""
    if options.public_url:
        return options.public_url.rstrip("/")
    host = f"[{options.host}]" if ":" in options.host else options.host
    return f"{'https' if options.tls_certificate else 'http'}://{host}:{options.port}"


def free_port(host: str) -> int:
    """A port that nobody listens on. Raises `Occupied` when the address is not one of this computer."""
    with _probe(host, 0) as probe:
        return int(probe.getsockname()[1])


def refuse_taken(host: str, port: int) -> None:
    """Raise `Occupied` when we could not listen there."""
    deadline = time.monotonic() + PORT_SECONDS
    while True:
        try:
            _probe(host, port).close()
            return
        except Occupied:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _probe(host: str, port: int) -> socket.socket:
    probe = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
    except PermissionError as error:
        probe.close()
        raise Occupied(f"port {port}", "may only be opened by the administrator.", "Say --port 8765.") from error
    except OSError as error:
        probe.close()
        if isinstance(error, socket.gaierror) or not port:
            raise Occupied(f"host {host}", "is no address of this computer.", "Say --host 127.0.0.1.") from error
        step = "Say --port 0 for a free one, or stop the program that has it."
        raise Occupied(f"port {port} on {host}", "is taken by another program.", step) from error
    return probe


def answers(options: Options) -> bool:
    """Whether our own server answers, not only listens."""
    return health(options) is not None


def health(options: Options) -> str | None:
    """What the server says of itself; None when it does not answer."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(options.host, options.host)
    asking: http.client.HTTPConnection
    if options.tls_certificate:
        # Our own server, asked about its health; its name is the district's, not this address.
        context = ssl._create_unverified_context()
        asking = http.client.HTTPSConnection(host, options.port, timeout=ANSWER_SECONDS, context=context)
    else:
        asking = http.client.HTTPConnection(host, options.port, timeout=ANSWER_SECONDS)
    try:
        asking.request("GET", HEALTH)
        answer = asking.getresponse()
        return answer.read(200).decode("utf-8", "replace").strip() if answer.status == 200 else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        asking.close()
