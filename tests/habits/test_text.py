"""What is written in the project speaks of the project only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TEXTS = {"", ".css", ".html", ".json", ".lock", ".md", ".ps1", ".py", ".sql", ".toml", ".txt", ".yaml"}

# Places that are named on purpose: licences, published formats and names kept free for examples.
NAMED_ON_PURPOSE = {
    "www.apache.org": "the licence",
    "www.w3.org": "names of XML vocabularies",
    "ed-fi.org": "the namespace of Ed-Fi",
    "json.schemastore.org": "the schema of SARIF",
    "docs.oasis-open.org": "the schema of SARIF",
    "keepachangelog.com": "the form of the change log",
    "semver.org": "the form of the version number",
    "purl.imsglobal.org": "the names of OneRoster's rights; nothing is fetched from there",
    "127.0.0.1": "this computer",
    "localhost": "this computer",
    "testserver": "how Django calls itself in tests",
    "github.com": "where the licence of the fonts says they come from",
    "creativecommons.org": "the licence of the fonts",
    "scripts.sil.org": "the licence of the fonts",
}


@pytest.fixture(scope="module")
def texts(project_files):
    chosen = [path for path in project_files if path.suffix in TEXTS and path.stat().st_size < 2_000_000]
    return {path: path.read_text("utf-8", errors="replace") for path in chosen}


def is_an_example(host):
    return host.endswith((".example", ".invalid", ".test", "example.org", "example.com"))


def test_no_text_names_a_host_that_the_project_does_not_need(texts, root):
    named = {
        (str(path.relative_to(root)), host)
        for path, text in texts.items()
        for host in re.findall(r"https?://([\w.-]+)", text)
        if host.strip(".") not in NAMED_ON_PURPOSE and not is_an_example(host.strip("."))
    }
    assert named == set()


def test_no_text_holds_a_path_of_the_computer_it_was_written_on(texts, root):
    homes = [re.escape(str(folder)) for folder in (root, root.parent, Path.home()) if len(folder.parts) > 1]
    path_of_ours = re.compile(rf"(?<![\w.])(?:{'|'.join(homes)})/")
    assert [str(path.relative_to(root)) for path, text in texts.items() if path_of_ours.search(text)] == []


def test_no_text_holds_a_private_key(texts, root):
    marks = re.compile("-----BEGIN [A-Z ]*PRIVATE" + " KEY-----")
    assert [str(path.relative_to(root)) for path, text in texts.items() if marks.search(text)] == []


def test_texts_end_their_lines_with_a_line_feed(texts, root):
    crooked = [path for path, text in texts.items() if path.suffix != ".ps1" and "\r\n" in text]
    assert [str(path.relative_to(root)) for path in crooked] == []
