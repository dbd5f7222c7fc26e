"""`cupola pull` as a person at a keyboard meets it; nothing secret and nobody's name is ever said."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Cupola
from tests.engine.pull.conftest import orgs
from tests.engine.pull.played_api import CLIENT, ONEROSTER, SECRET, PlayedApi, Trouble, playing

USER = {
    "sourcedId": "U1",
    "status": "active",
    "dateLastModified": "2026-09-01T08:00:00.000Z",
    "enabledUser": "true",
    "username": "unmistakable-login",
    "givenName": "Unmistakable-Given",
    "familyName": "Unmistakable-Family",
    "email": "unmistakable@harbor.example",
    "password": "unmistakable-password",
    "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "gone"}}],
}
TELLS = ("unmistakable", SECRET, "Unmistakable")


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PlayedApi]:
    monkeypatch.setenv("CUPOLA_SECRET_SIS", SECRET)
    with playing(PlayedApi(rows={"orgs": orgs(4), "users": [USER]})) as played:
        settings = tmp_path / "data" / "sources" / "sis.toml"
        settings.parent.mkdir(parents=True)
        settings.write_text(
            f'kind = "oneroster-1.2"\nbase_url = "{played.root}{ONEROSTER}"\ntoken_url = "{played.root}/oauth/token"\n'
            f'client_id = "{CLIENT}"\nsecret_env = "CUPOLA_SECRET_SIS"\ncollections = ["orgs", "users"]\n',
            encoding="utf-8",
        )
        yield played


def test_a_new_source_is_an_example_to_fill_in(cupola: Cupola, tmp_path: Path) -> None:
    assert "cupola pull --new NAME" in cupola("pull").out
    assert cupola("pull", "--new", "sis").code == 0
    assert cupola("pull").out == "sis\n"
    assert cupola("pull", "--new", "sis").code == 2
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "data" / "sources" / "sis.toml").stat().st_mode) == 0o600


def test_pulled_files_can_be_checked(cupola: Cupola, api: PlayedApi) -> None:
    ran = cupola("pull", "sis", "--check")
    assert "4 rows  orgs.csv" in ran.out
    assert ran.code == 1
    assert "ROS-008" in ran.out


def test_pulled_files_are_loaded_once(cupola: Cupola, api: PlayedApi) -> None:
    ran = cupola("pull", "sis", "--load")
    assert "is in force" in ran.out
    assert ran.code == 0
    assert cupola("record", "--json").json["source_tables"]["oneroster_orgs"] == 4
    again = cupola("pull", "sis", "--full", "--load")
    assert "Nothing changed" in again.out
    assert cupola("record", "--json").json["source_tables"]["oneroster_orgs"] == 4


def test_a_source_that_did_not_come_whole_is_not_loaded(cupola: Cupola, api: PlayedApi) -> None:
    api.troubles = [Trouble("forbidden", "users", 0)]
    ran = cupola("pull", "sis", "--load")
    assert ran.code == 1
    assert "not pulled  users" in ran.out
    assert "Not loaded" in ran.out
    assert cupola("snapshots", "--json").json == []


def test_what_was_pulled_for_a_check_is_loaded_later(cupola: Cupola, api: PlayedApi) -> None:
    cupola("pull", "sis")
    api.rows = {"orgs": [], "users": [USER]}
    assert cupola("pull", "sis", "--full").code == 0
    ran = cupola("pull", "sis", "--load")
    assert "is in force" in ran.out


@pytest.mark.parametrize("what", ["", "page", "failing", "error_in_json", "broken_json", "refused_token", "sent_on"])
def test_nothing_secret_and_nobodys_name_is_said_or_kept_elsewhere(
    cupola: Cupola,
    api: PlayedApi,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    what: str,
) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    caplog.set_level(logging.DEBUG)
    if what:
        api.troubles = [Trouble(what, "users", 0)]
    ran = cupola("pull", "sis", "--check")
    told = ran.out + ran.err + caplog.text
    assert [tell for tell in TELLS if tell in told] == []
    places = [asked.path + str(asked.query) for asked in api.asked]
    assert [place for place in places if any(tell in place for tell in TELLS)] == []
    for path in (path for path in tmp_path.rglob("*") if path.is_file()):
        content = path.read_text("utf-8", errors="replace")
        assert SECRET not in content, path
        assert "unmistakable-token" not in content, path
        assert "unmistakable-password" not in content, path
        if "Unmistakable" in content:
            assert path.name in ("users.csv", "page-00001.json"), path
        if os.name == "posix" and "pulls" in path.parts:
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
            assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700, path
