"""The wheel alone, in an environment of its own, opens the sample district."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
import venv
from pathlib import Path

import pytest

from tests.web.processes import ROOT, Up, until

LIMIT_SECONDS = 30.0


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program in a fresh environment, installed by pip from the wheel with all that it needs."""
    room = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(room)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = room.glob("*.whl")
    venv.create(room / "env", with_pip=True)
    pip = [str(room / "env" / "bin" / "python"), "-m", "pip", "install", "-q", str(wheel)]
    subprocess.run(pip, check=True, capture_output=True, timeout=900)
    return room / "env" / "bin" / "cupola"


@pytest.mark.deep
def test_the_sample_district_is_served_within_30_seconds(installed: Path, tmp_path: Path) -> None:
    plain = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    log = tmp_path / "log"
    begun = time.monotonic()
    with open(log, "wb") as out:
        words = [str(installed), "up", "--demo", "--port", "0", "--data", str(tmp_path / "data")]
        process = subprocess.Popen(words, stdout=out, stderr=out, cwd=tmp_path, env=plain)
    running = Up(process, log)
    try:
        until(lambda: running.address or process.poll() is not None, why="the address")
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        page = opener.open(running.link, timeout=20).read().decode()
        took = time.monotonic() - begun
        assert "Your name" in page
        (style,) = re.findall(r'href="([^"]+/cupola\.[0-9a-f]+\.css)"', page)
        assert opener.open(running.address + style, timeout=20).status == 200
        assert took < LIMIT_SECONDS, f"{took:.1f} s"
    finally:
        process.terminate()
        process.wait(60)
