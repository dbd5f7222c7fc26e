"""A real `cupola up` and a real Chromium."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright

from tests.browser.finding_one import chromium, flags
from tests.once import made_once

WAIT_SECONDS = 240
WIDTHS = (1440, 1024, 390)
PASSWORD = "a calm harbor morning"
AXE = Path(__file__).with_name("axe.min.js").read_text("utf-8")
TAG = re.compile(r"<[^>]*>")
# WCAG 2.2 AA and what came before it.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Site:
    """A running installation: where it answers, and the link of the first run."""

    data: Path
    process: subprocess.Popen[str]
    address: str = ""
    link: str = ""
    said: list[str] = field(default_factory=list)
    cookies: StorageState | None = None

    def stop(self) -> None:
        """End it as Ctrl+C does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)
        if self.process.stdout is not None:
            self.process.stdout.close()


def start(data: Path, *options: str, **environment: str) -> Site:
    """Start `cupola up` on a free port and wait until it says where it is."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("CUPOLA_", "DJANGO_"))}
    command = [sys.executable, "-m", "cupola", "up", "--data", str(data), "--port", "0", *options]
    process = subprocess.Popen(
        command, env=clean | environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    site = Site(data, process)
    assert process.stdout is not None
    for line in process.stdout:
        site.said.append(line)
        if found := re.search(r"(https?://[^/\s]+)(/\S*)?\s*$", line):
            site.address, site.link = found[1], found[2] or "/"
        if "Stop it with Ctrl+C" in line or "Stop with Ctrl+C" in line or "works once" in line:
            return site
    raise RuntimeError("cupola up ended: " + "".join(site.said))


@pytest.fixture
def site(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation that nobody has opened yet; its tables were made at the first start of the first of them."""
    born = made_once(
        tmp_path_factory, "born", lambda folder: start(folder / "data", CUPOLA_SAMPLE_STUDENTS="40").stop()
    )
    shutil.copytree(born / "data", tmp_path / "data")
    running = start(tmp_path / "data", CUPOLA_SAMPLE_STUDENTS="40")
    yield running
    running.stop()


@pytest.fixture(scope="session")
def living(chrome: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation with the sample district in it; Ada, its administrator, is signed in for `visit(living)`."""
    lived_in = made_once(tmp_path_factory, "lived-in", lambda folder: move_in(chrome, folder))
    data = tmp_path_factory.mktemp("living") / "data"
    shutil.copytree(lived_in / "data", data)
    running = start(data, CUPOLA_SAMPLE_STUDENTS="120")
    running.cookies = json.loads((lived_in / "cookies.json").read_text("utf-8"))
    yield running
    running.stop()


def move_in(chrome: Browser, folder: Path) -> None:
    """Bring the sample district into a new installation, and wait until nothing is left to do there."""
    running = start(folder / "data", "--demo", CUPOLA_SAMPLE_STUDENTS="120")
    context = chrome.new_context()
    ada = Visitor(context.new_page(), running.address, [])
    ada.goto(running.link)
    ada.make_account()
    ada.page.get_by_text("This is Harbor Unified, an invented district").wait_for(timeout=WAIT_SECONDS * 1000)
    ada.until("/", "Since the record of")
    deadline = time.monotonic() + WAIT_SECONDS
    while waiting(running.data):
        assert time.monotonic() < deadline, "".join(running.said)
        time.sleep(0.5)
    context.storage_state(path=folder / "cookies.json")
    context.close()
    running.stop()


def waiting(data: Path) -> int:
    """How many jobs wait or are being done."""
    with closing(sqlite3.connect(data / "web" / "cupola.sqlite3")) as database:
        asked = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
        return int(database.execute(asked).fetchone()[0])


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """The browser, once for each process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags())
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody at a browser; what the console complained of is kept and must stay empty."""

    page: Page
    address: str
    complaints: list[str]

    def goto(self, path: str) -> None:
        """Open a path of the site."""
        self.page.goto(self.address + path)

    def begin(self, link: str, *, start_with: str) -> None:
        """Go through the first run as Ada."""
        self.goto(link)
        self.make_account()
        self.page.get_by_label("Name of the district").fill("Harbor Unified")
        self.page.get_by_role("button", name=start_with).click()

    def make_account(self) -> None:
        """Fill in the page of the first account as Ada."""
        self.page.get_by_label("Your name").fill("Ada Lovell")
        self.page.get_by_label("E-mail address").fill("ada@harbor.example")
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Make this account").click()

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        """Sign in with a password."""
        self.goto("/accounts/login/")
        self.page.locator("input[name=login]").fill(email)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("main form button[type=submit], main form button").first.click()

    def until(self, path: str, words: str, *, seconds: int = WAIT_SECONDS) -> None:
        """Look at a page again and again until it says something."""
        deadline = time.monotonic() + seconds
        while True:
            # To ask for the page costs less than to show it.
            told = " ".join(unescape(TAG.sub(" ", self.page.request.get(self.address + path).text())).split())
            is_late = time.monotonic() > deadline
            if is_late or words.casefold() in told.casefold():
                self.goto(path)
                if words in self.page.locator("body").inner_text():
                    return
            assert not is_late, self.page.locator("main").inner_text()
            time.sleep(0.5)

    def scrolled_sideways(self) -> list[int]:
        """The widths of windows in which the page that is open has to be scrolled sideways."""
        before, found = self.page.viewport_size, []
        assert before is not None
        # The own width comes last, so that the window is left as it was.
        for width in sorted({*WIDTHS, before["width"]}, key=lambda each: each == before["width"]):
            self.page.set_viewport_size({"width": width, "height": before["height"]})
            if self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                found.append(width)
        return found

    def faults(self) -> list[str]:
        """What axe-core finds wrong on the page that is open."""
        self.page.evaluate(AXE)
        found = self.page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}}).then(done => done.violations.map("
            "each => each.id + ': ' + each.nodes.map(node => node.target.join(' ') + ' ' + node.failureSummary)"
            ".join(' | ')))",
            RULES,
        )
        return list(found)


@pytest.fixture
def visit(chrome: Browser) -> Iterator[Callable[..., Visitor]]:
    """Opens a browser of its own for a visitor: `visit(site)`, `visit(site, width=390)`, `visit(site, stranger=True)`.

    One that is no stranger is signed in as Ada where the site knows her.
    """
    contexts: list[BrowserContext] = []

    def visitor(site: Site, *, width: int = 1440, scripts: bool = True, stranger: bool = False) -> Visitor:
        context = chrome.new_context(
            viewport={"width": width, "height": 1000},
            java_script_enabled=scripts,
            storage_state=None if stranger else site.cookies,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return Visitor(page, site.address, complaints)

    yield visitor
    for context in contexts:
        context.close()
