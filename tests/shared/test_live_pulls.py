"""Recorded pages of an Ed-Fi API, played by a server that misbehaves, come to the disk as they were recorded."""

from __future__ import annotations

import json

import pytest

from cupola.engine.pull.conversation import Patience
from cupola.engine.pull.pulling import pull
from tests.engine.pull.played_api import CLIENT, SECRET, PlayedApi, Trouble, playing
from tests.shared.places import DATA, needs_shared

PAGES = DATA / "edfi-api-json-oea"
SYSTEM = "system=oea"
COUNTS = {"students": 6_501, "studentSchoolAssociations": 6_503, "courses": 184, "courseOfferings": 368, "schools": 6}
TROUBLES = ("busy", "half", "page", "refused_token")


def recorded(resource, kind="upserts"):
    """The objects of all recorded pages of a resource, in order; pages are JSON, one object a line, with a BOM."""
    lines = [
        line
        for page in sorted(PAGES.glob(f"{resource}/incremental/{kind}/*/*.json"))
        for line in page.read_text("utf-8-sig").splitlines()
    ]
    return [json.loads(line) for line in lines if line.strip() not in ("", "[]")]


@pytest.fixture
def played(tmp_path, monkeypatch):
    monkeypatch.setenv("CUPOLA_SECRET_OEA", SECRET)
    with playing(PlayedApi(rows={resource: recorded(resource) for resource in COUNTS})) as api:
        settings = tmp_path / "sources" / "oea.toml"
        settings.parent.mkdir()
        settings.write_text(
            f'kind = "edfi"\nbase_url = "{api.root}/edfi"\nclient_id = "{CLIENT}"\nsecret_env = "CUPOLA_SECRET_OEA"\n'
            f"collections = {list(COUNTS)}\n",
            encoding="utf-8",
        )
        yield api


def pulled(data):
    return pull(data, "oea", progress=lambda what, share: None, patience=Patience(sleep=lambda seconds: None))


def kept(folder):
    return [row for page in sorted(folder.glob("page-*.json")) for row in json.loads(page.read_bytes())]


@needs_shared
@pytest.mark.parametrize("cursor", [True, False])
def test_recorded_pages_come_as_they_are_each_row_once(played, tmp_path, cursor):
    played.cursor = cursor
    played.troubles = [Trouble(what, "students", at) for at, what in enumerate(TROUBLES, start=1)]
    done = pulled(tmp_path)
    assert done.not_run == ()
    for resource in COUNTS:
        first = {row["id"]: row for row in reversed(recorded(resource))}
        came = kept(done.folder / SYSTEM / resource)
        assert len(came) == len(first)
        assert {row["id"]: row for row in came} == first


@needs_shared
def test_the_counts_are_those_of_the_recording(played, tmp_path):
    done = pulled(tmp_path)
    assert {outcome.collection: outcome.count for outcome in done.outcomes} == COUNTS


@needs_shared
def test_a_recorded_delete_comes_with_the_next_changes(played, tmp_path):
    pulled(tmp_path)
    (gone,) = recorded("schools", "deletes")
    played.versions = (0, 200_000)
    played.rows |= {f"{resource}/deletes": [] for resource in COUNTS}
    played.rows |= {"schools/deletes": [{"Id": gone["Id"], "changeVersion": int(gone["ChangeVersion"])}]}
    done = pulled(tmp_path)
    assert [row["Id"] for row in kept(done.folder / SYSTEM / "schools" / "changes" / "deletes")] == [gone["Id"]]
