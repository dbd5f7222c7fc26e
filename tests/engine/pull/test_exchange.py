"""One question and one answer: bounds of size and time, certificates, waits, links."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from cupola.engine.errors import PullStopped
from cupola.engine.pull.conversation import retry_after
from cupola.engine.pull.exchange import BrokenOff, Door
from cupola.engine.pull.oneroster_pages import next_link
from tests.engine.pull.played_api import PlayedApi, Trouble


def test_an_answer_that_is_too_large_is_refused(api: PlayedApi) -> None:
    with pytest.raises(PullStopped, match="larger than 5 bytes"):
        Door(5, largest=5).ask(f"{api.root}/edfi/", {})


def test_a_small_packed_answer_that_is_large_inside_is_refused(api: PlayedApi) -> None:
    api.troubles = [Trouble("bomb")]
    with pytest.raises(PullStopped, match="larger than 5,000 bytes"):
        Door(5, largest=5_000).ask(f"{api.root}/edfi/", {})


def test_nobody_there_is_worth_another_try(api: PlayedApi) -> None:
    with pytest.raises(BrokenOff, match="connection failed"):
        Door(2).ask("http://127.0.0.1:9/", {})


@pytest.mark.parametrize("url", ["file:///etc/hostname", "data:,x"])
def test_only_the_web_is_asked(url: str) -> None:
    with pytest.raises(PullStopped):
        Door(2).ask(url, {})


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed: no certificate can be made for this test")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    wish = [
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        key,
        "-out",
        certificate,
        "-days",
        "1",
        "-subj",
        "/CN=localhost",
    ]
    subprocess.run([openssl, "req", "-x509", *wish], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.handle_request, daemon=True)
        thread.start()
        with pytest.raises(PullStopped, match="certificate is not trusted") as refused:
            Door(5).ask(f"https://127.0.0.1:{server.server_address[1]}/", {})
        thread.join(5)
    assert not isinstance(refused.value, BrokenOff)


def test_retry_after_is_a_number_or_a_date() -> None:
    soon = format_datetime(datetime.now(tz=UTC) + timedelta(seconds=90), usegmt=True)
    assert 80 < (retry_after(soon) or 0) <= 90
    assert [retry_after(text) for text in ("12", " 0 ", None, "", "soon", "-3", "1.5", "٣")] == [12, 0, *[None] * 6]


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ('</orgs?offset=3>; rel="next"', "/orgs?offset=3"),
        ('</a>; rel="first", </b?x=1,2>; title="t"; rel=next, </c>; rel="last"', "/b?x=1,2"),
        ('</a>; rel="prev next"', "/a"),
        ('</a>; rel="last"', None),
        ("nonsense", None),
        ("<", None),
    ],
)
def test_the_next_link(header: str, target: str | None) -> None:
    assert next_link(header) == target
