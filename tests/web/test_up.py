"""`cupola up` with real processes: it answers, refuses what cannot be, comes back, and leaves no orphan."""

from __future__ import annotations

import os
import re
import signal
import socket
import ssl
import urllib.request
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.web.processes import begun, command_of, cupola, descendants, environment, is_running, until, up

pytestmark = [pytest.mark.deep, pytest.mark.slow]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def get(address: str) -> tuple[int, str]:
    with urllib.request.build_opener(urllib.request.HTTPCookieProcessor()).open(address, timeout=20) as answer:
        return answer.status, answer.read().decode()


def test_it_answers_when_it_says_so_and_stops_when_asked(folder: Path, database_url: str) -> None:
    with up(folder, url=database_url) as running:
        assert get(f"{running.address}/healthz") == (200, "ok\n")
        assert "/setup/?token=" in running.link
        status, page = get(running.link)
        assert (status, "Your name" in page) == (200, True)
        below = descendants(running.process.pid)
        assert running.stop() == 0
    assert not any(map(is_running, below))
    lines = [line for line in running.said.splitlines() if line.startswith("time=")]
    assert [line for line in lines if not re.fullmatch(r"time=\S+ level=\w+( \w+=(\S+|\".*\"))+", line)] == []
    assert "WARNING" not in running.said


def test_a_second_start_on_the_folder_is_told_of_the_first(folder: Path, database_url: str) -> None:
    with up(folder, url=database_url) as running:
        second = cupola(folder, "up", "--port", "0", url=database_url)
        assert second.returncode == 2
        assert f"is served already by process {running.process.pid}" in second.stderr
        assert f"Open {running.address}" in second.stderr


def test_a_port_that_is_taken_is_named(folder: Path, database_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = cupola(folder, "up", "--port", port, url=database_url)
    assert refused.returncode == 2
    assert f"port {port} on 127.0.0.1: is taken by another program. Say --port 0" in refused.stderr


def test_nothing_stays_when_the_parent_is_killed_and_the_next_start_works(folder: Path, database_url: str) -> None:
    with up(folder, url=database_url) as running:
        below = descendants(running.process.pid)
        assert len(below) >= 3
        running.process.kill()
        running.process.wait()
        until(lambda: not any(map(is_running, below)), seconds=15, why="orphans")
    with up(folder, url=database_url) as again:
        assert get(f"{again.address}/healthz")[0] == 200


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_child_that_is_killed_is_started_again(folder: Path, database_url: str, name: str) -> None:
    with up(folder, url=database_url) as running:
        first = until(lambda: running.children().get(name), why=name)
        os.kill(first, signal.SIGKILL)
        until(lambda: running.children().get(name) not in (None, first), why="another one")
        until(lambda: "event=restarted" in running.said, why="a line of the log")
        until(lambda: answers(running.address), why="an answer")


def test_the_servers_own_worker_is_started_again(folder: Path, database_url: str) -> None:
    with up(folder, url=database_url) as running:
        server = running.children()["web"]
        (inner,) = [each for each in descendants(server) if command_of(each)[-1:] == ["cupola.site.web"]]
        os.kill(inner, signal.SIGKILL)
        until(lambda: not is_running(inner), why="its end")
        until(lambda: answers(running.address), why="an answer")


def answers(address: str) -> bool:
    try:
        return get(f"{address}/healthz")[0] == 200
    except OSError:
        return False


def test_a_worker_killed_while_it_builds_the_sample_goes_on(folder: Path, database_url: str) -> None:
    with up(folder, "--demo", url=database_url) as running:
        until(lambda: (folder / "web" / "sample").exists(), why="the sample's files")
        os.kill(running.children()["worker"], signal.SIGKILL)
        until(lambda: (folder / "current").exists() and published(folder, database_url), why="a publication")
        assert "event=job_resumed job=build_sample tries=1" in running.said


def published(folder: Path, url: str) -> bool:
    """Whether the snapshot in force is the one that pages show."""
    told = cupola(folder, "doctor", "--json", url=url)
    return '"published": true' in told.stdout


def test_a_stop_while_it_starts_is_heeded_without_cutting_anything_off(folder: Path, database_url: str) -> None:
    with begun(folder, url=database_url) as running:
        until(lambda: (folder / "web" / "migrating.json").exists() or running.address, why="a migration")
        assert running.stop() == 0
    assert not (folder / "web" / "migrating.json").exists()


def test_it_speaks_https_with_a_certificate_of_its_own(folder: Path, database_url: str, tmp_path: Path) -> None:
    certificate, key = certified(tmp_path)
    with up(folder, url=database_url, tls_certificate=str(certificate), tls_key=str(key)) as running:
        assert running.address.startswith("https://127.0.0.1:")
        trust = ssl.create_default_context(cafile=str(certificate))
        with urllib.request.urlopen(f"{running.address}/healthz", timeout=20, context=trust) as answer:
            assert answer.headers["Strict-Transport-Security"]


def certified(folder: Path) -> tuple[Path, Path]:
    """A certificate for this computer, and its key."""
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Harbor Unified")])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(secret.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]),
                       critical=False)
        .sign(secret, hashes.SHA256())
    )  # fmt: skip
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(built.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        secret.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return certificate, key


def test_the_network_is_not_opened_without_https(folder: Path) -> None:
    refused = cupola(folder, "up", "--host", "0.0.0.0", "--port", "0")
    assert refused.returncode == 2
    assert "would open Cupola to the network without HTTPS" in refused.stderr
    assert not folder.exists()


def test_no_setting_of_the_tests_reaches_the_processes() -> None:
    assert "DJANGO_SETTINGS_MODULE" not in environment()
