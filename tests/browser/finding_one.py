"""Finds a real Chromium: named, installed, from Debian's package, or by Playwright; never without one in silence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
FLAGS = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@cache
def chromium() -> str | None:
    """The path of a browser, or None when Playwright has its own. Raises `RuntimeError` when there is none at all."""
    named = os.environ.get("CUPOLA_CHROMIUM")
    if named:
        return named
    if (found := _installed()) is not None:
        return found
    if _is_root() and shutil.which("apt-get"):
        _quietly("apt-get", "update")
        _quietly("apt-get", "install", "-y", "--no-install-recommends", "chromium")
        if (found := _installed()) is not None:
            return found
    if _quietly(sys.executable, "-m", "playwright", "install", "chromium-headless-shell"):
        return None
    raise RuntimeError(
        "No Chromium was found and none could be installed. Install Chromium or Chrome, or name one in CUPOLA_CHROMIUM."
    )


def _installed() -> str | None:
    return next((path for path in map(shutil.which, NAMES) if path), None)


def flags() -> list[str]:
    """What Chromium is started with; root has no sandbox to offer it."""
    return [*FLAGS, *(["--no-sandbox"] if _is_root() else [])]


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _quietly(*command: str) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, capture_output=True, check=False, timeout=900).returncode == 0
