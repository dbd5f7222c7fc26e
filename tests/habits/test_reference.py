"""The reference pages say what this version does, and leave nothing out."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from cupola.engine.catalog import read_yaml, roles, shipped_checks
from cupola.engine.paper.markdown import MADE
from cupola.engine.paper.reference import pages
from cupola.engine.record.tables import TABLES
from cupola.engine.sources.families import FAMILIES


@pytest.fixture(scope="module")
def reference():
    return pages()


def test_the_pages_are_the_same_every_time(reference):
    assert pages() == reference


def test_the_pages_in_the_docs_are_current(root, tmp_path):
    """If this fails: run `make docs`."""
    made = tmp_path / "reference"
    subprocess.run([sys.executable, "-m", "cupola", "docs", str(made)], check=True, capture_output=True, timeout=120)
    kept = root / "docs" / "reference"
    assert texts_below(kept) == texts_below(made)


@pytest.mark.slow
def test_the_picture_in_the_docs_is_current(root, tmp_path):
    """If this fails: run `make docs`."""
    picture = tmp_path / "picture.svg"
    command = [sys.executable, "-m", "cupola", "docs", "--picture", str(picture), str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    assert picture.read_text("utf-8") == (root / "docs" / "picture.svg").read_text("utf-8")


def texts_below(folder):
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.md"))}


def test_every_check_has_its_manual_and_stands_in_the_index(reference):
    manuals = "".join(text for name, text in reference.items() if name.startswith("checks/"))
    missing = [check.id for check in shipped_checks() if f'<a id="{check.id.lower()}"></a>' not in manuals]
    unlisted = [check.id for check in shipped_checks() if f"| [{check.id}](" not in reference["checks.md"]]
    assert (missing, unlisted) == ([], [])


def test_every_form_of_every_export_is_described_with_all_its_columns(reference):
    sections = reference["formats.md"].split("\n### ")[1:]
    by_title = {section.split("\n", 1)[0]: section for section in sections}
    missing = [
        f"{form.title}: {column.header}"
        for family in FAMILIES
        for form in family.forms
        for column in form.columns
        if f"| `{column.header}` |" not in by_title[form.title]
    ]
    assert missing == []


def test_every_table_of_the_record_is_described_with_all_its_columns(reference):
    sections = {section.split("\n", 1)[0]: section for section in reference["record.md"].split("\n## ")[1:]}
    missing = [
        f"{table.name}.{column}"
        for table in TABLES
        for column in table.column_names
        if f"| `{column}` |" not in sections[table.name] + sections["In every table"]
    ]
    assert missing == []


def test_every_personal_column_is_marked(reference):
    sections = {section.split("\n", 1)[0]: section for section in reference["record.md"].split("\n## ")[1:]}
    for table in TABLES:
        shown = set(re.findall(r"^\| `(\w+)` \|[^|]*\|[^|]*\| personal \|", sections[table.name], re.MULTILINE))
        assert shown == {column.name for column in table.columns if column.personal}


def test_every_role_and_every_word_is_there(reference, root):
    words = read_yaml(root / "src/cupola/catalog/words.yaml")
    assert [title for title in roles().values() if f"## {title}\n" not in reference["roles.md"]] == []
    assert [each["term"] for each in words if f"| **{each['term']}** |" not in reference["words.md"]] == []


def test_every_link_to_a_place_within_the_reference_leads_there(reference):
    places = {name: set(re.findall(r'<a id="([^"]+)"></a>', text)) for name, text in reference.items()}
    broken = []
    for name, text in reference.items():
        plain = re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)
        for page, place in re.findall(r"\]\(([^)#\s]*)#([^)\s]+)\)", plain):
            target = name if not page else "/".join((*name.split("/")[:-1], page))
            target = re.sub(r"[^/]+/\.\./", "", target)
            if place not in places.get(target, ()):
                broken.append(f"{name}: {page}#{place}")
    assert broken == []


def test_every_page_says_that_it_is_made(reference):
    assert [name for name, text in reference.items() if MADE not in text] == []
    assert [name for name, text in reference.items() if "\r" in text or not text.endswith("\n")] == []
