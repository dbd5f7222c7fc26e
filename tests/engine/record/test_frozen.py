"""Data folders of earlier versions still open: every snapshot of them, cell for cell."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.engine.record.loads import Ada, people

FROZEN = sorted((Path(__file__).parent / "frozen").glob("*.zip"))


@pytest.fixture(params=FROZEN, ids=lambda path: path.stem)
def old(request, tmp_path):
    with zipfile.ZipFile(request.param) as packed:
        packed.extractall(tmp_path / "data")
    somebody = Ada(tmp_path / "data")
    yield somebody, json.loads(request.param.with_suffix(".json").read_text(encoding="utf-8"))
    somebody.close()


def seen(ada):
    return [
        {
            "id": entry.manifest.id,
            "state": entry.state,
            "tables": {
                table: [list(row) for row in ada.rows(entry.manifest, table)] for table in sorted(entry.manifest.tables)
            },
        }
        for entry in ada.store.snapshots()
    ]


def test_an_older_data_folder_opens_with_every_snapshot(old):
    ada, expected = old
    assert ada.store.current().id == expected["current"]
    assert seen(ada) == expected["snapshots"]
    assert ada.store.verify() == ()


def test_an_older_data_folder_takes_new_loads(old):
    ada, expected = old
    made = [ada.load(users=people(50, changed=frozenset({step}))) for step in range(3)]
    assert {entry["id"]: entry["tables"] for entry in seen(ada)[3:]} == {
        entry["id"]: entry["tables"] for entry in expected["snapshots"]
    }
    assert ada.store.current() == made[-1]
