"""The Ed-Fi API: pages as they came, by cursor or offset; changes, deletes and new keys by change version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cupola.engine.errors import PullStopped
from tests.engine.pull.conftest import Pull, Settle
from tests.engine.pull.played_api import PlayedApi, Trouble

# Pages lie below the name of their source, so that the readers tell two APIs apart.
SYSTEM = "system=sis"


def students(count: int, version: int = 10) -> list[dict[str, Any]]:
    """Invented students in the shape of recorded pages."""
    return [
        {
            "id": f"{number:032x}",
            "studentUniqueId": f"{604000 + number}",
            "firstName": "Ines",
            "lastSurname": f"Okonkwo {number}",
            "birthDate": "2012-03-04",
            "identificationCodes": [],
            "_ext": {"tpdm": {}},
            "_etag": f"52496387380695{number:05d}",
            "ChangeVersion": version,
        }
        for number in range(1, count + 1)
    ]


@pytest.fixture
def edfi(settle: Settle, api: PlayedApi) -> Settle:
    def write(**more: str) -> Path:
        base = f'"{api.root}/edfi"'
        said = {"kind": '"edfi"', "base_url": base, "token_url": "", "collections": '["students"]', **more}
        return settle(**said)

    write()
    return write


def rows(folder: Path | None) -> list[dict[str, Any]]:
    assert folder is not None
    return [row for page in sorted(folder.glob("page-*.json")) for row in json.loads(page.read_bytes())]


def plain(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if key != "ChangeVersion"} for row in listed]


@pytest.mark.parametrize("cursor", [True, False])
@pytest.mark.parametrize("counts", [True, False])
def test_pages_are_kept_as_they_came(api: PlayedApi, pulled: Pull, edfi: Settle, cursor: bool, counts: bool) -> None:
    api.rows["students"], api.cursor = students(60), cursor
    if not counts:
        api.count = lambda n: None
    edfi(page_size="7")
    done = pulled()
    assert rows(done.folder / SYSTEM / "students") == plain(students(60))
    assert sorted(path.name for path in (done.folder / SYSTEM).iterdir()) == ["students"]
    assert any("pageToken" in asked.query for asked in api.asked) == cursor


def test_addresses_come_from_the_host_itself(api: PlayedApi, pulled: Pull, edfi: Settle) -> None:
    api.rows["students"] = students(2)
    pulled()
    assert api.asked[0].path == "/edfi/"
    assert "authorization" not in api.asked[0].headers
    assert len(api.questions("^/edfi/oauth/token$")) == 1


def test_a_host_that_does_not_say_where_is_asked_where_the_standard_puts_it(
    api: PlayedApi, pulled: Pull, edfi: Settle
) -> None:
    api.rows["students"] = students(2)
    api.troubles = [Trouble("forbidden", "^/edfi/$")]
    assert len(rows(pulled().folder / SYSTEM / "students")) == 2


def test_a_host_that_sends_the_secret_elsewhere_is_refused(api: PlayedApi, pulled: Pull, edfi: Settle) -> None:
    api.rows["students"] = students(2)
    edfi(base_url=f'"{api.root.replace("127.0.0.1", "localhost")}/edfi"')
    with pytest.raises(PullStopped, match="on another host"):
        pulled()
    assert api.questions("token") == []


def test_changes_deletes_and_new_keys(api: PlayedApi, pulled: Pull, edfi: Settle) -> None:
    api.rows["students"], api.versions = students(20), (0, 10)
    pulled()
    api.versions = (0, 14)
    api.rows["students"] = [*students(20), {**students(1)[0], "firstName": "Inés", "ChangeVersion": 12}]
    gone = {"id": "ab", "changeVersion": 13, "keyValues": {"studentUniqueId": "604999"}}
    renamed = {"id": "cd", "changeVersion": 14, "oldKeyValues": {"a": "1"}, "newKeyValues": {"a": "2"}}
    api.rows |= {"students/deletes": [gone, {**gone, "changeVersion": 9}], "students/keyChanges": [renamed]}
    done = pulled()
    changes = done.folder / SYSTEM / "students" / "changes"
    assert [row["firstName"] for row in rows(changes / "rows")] == ["Inés"]
    assert rows(changes / "deletes") == [gone]
    assert rows(changes / "keyChanges") == [renamed]
    assert dict(done.outcomes[0].rows) == {"students": 1, "students/deletes": 1, "students/keyChanges": 1}
    bounds = api.questions("deletes$")[0].query
    assert (bounds["minChangeVersion"], bounds["maxChangeVersion"]) == ("11", "14")
    api.asked.clear()
    assert pulled().folder is None
    assert api.questions("students$")[0].query["minChangeVersion"] == "15"


def test_a_host_without_deletes_is_told(api: PlayedApi, pulled: Pull, edfi: Settle) -> None:
    api.rows["students"], api.versions = students(2), (0, 10)
    pulled()
    api.rows["students"], api.versions = students(3, version=12), (0, 12)
    done = pulled()
    assert len(rows(done.folder / SYSTEM / "students" / "changes" / "rows")) == 3
    assert [notice.split()[0] for notice in done.outcomes[0].notices] == ["deletes", "keyChanges"]


@pytest.mark.parametrize(("versions", "says"), [(None, "keeps no change versions"), ((50, 90), "has forgotten")])
def test_a_host_that_forgot_the_changes_is_pulled_whole(
    api: PlayedApi, pulled: Pull, edfi: Settle, versions: tuple[int, int] | None, says: str
) -> None:
    api.rows["students"], api.versions = students(5), (0, 10)
    pulled()
    api.versions = versions
    done = pulled()
    assert len(rows(done.folder / SYSTEM / "students")) == 5
    assert says in done.outcomes[0].notices[0]


@pytest.mark.parametrize(("cursor", "questions"), [(True, 4), (False, 5)])
@pytest.mark.parametrize("at", range(1, 5))
def test_a_broken_pull_goes_on(
    api: PlayedApi, pulled: Pull, edfi: Settle, cursor: bool, questions: int, at: int
) -> None:
    """By cursor three pages and a look at the first; without, 25 rows unasked, two pages, an empty one, a look."""
    edfi(page_size="20")
    api.rows["students"], api.cursor = students(60), cursor
    api.count = lambda n: None
    api.troubles = [Trouble("half", "students", at)]
    with pytest.raises(PullStopped):
        pulled(tries=1)
    asked = len(api.questions("students"))
    assert rows(pulled(tries=1).folder / SYSTEM / "students") == plain(students(60))
    assert len(api.questions("students")) - asked == questions - (at - 1)


def test_a_cursor_that_is_no_longer_good_begins_anew_without_losing_rows(
    api: PlayedApi, pulled: Pull, edfi: Settle
) -> None:
    edfi(page_size="5")
    api.rows["students"] = students(20)
    api.troubles = [Trouble("bad_cursor", "students", 3)]
    assert rows(pulled().folder / SYSTEM / "students") == plain(students(20))


@pytest.mark.parametrize(
    "what", ["busy", "busy_until", "failing", "dropped", "half", "page", "error_in_json", "refused_token"]
)
def test_what_passes_is_waited_for(api: PlayedApi, pulled: Pull, edfi: Settle, what: str) -> None:
    api.rows["students"] = students(5)
    api.troubles = [Trouble(what, "students")]
    assert len(rows(pulled().folder / SYSTEM / "students")) == 5


def test_places_and_social_security_numbers_are_left_out(api: PlayedApi, pulled: Pull, edfi: Settle) -> None:
    code = "uri://ed-fi.org/StudentIdentificationSystemDescriptor#"
    odd = {
        "addresses": [{"city": "Bayside", "latitude": "40.1", "longitude": "-70.2"}],
        "studentIdentificationCodes": [
            {"identificationCode": "078-05-1120", "studentIdentificationSystemDescriptor": f"{code}SSN"},
            {"identificationCode": "0071", "studentIdentificationSystemDescriptor": f"{code}Local"},
        ],
    }
    api.rows["students"] = [{**students(1)[0], **odd}]
    (row,) = rows(pulled().folder / SYSTEM / "students")
    assert row["addresses"] == [{"city": "Bayside"}]
    assert [each["identificationCode"] for each in row["studentIdentificationCodes"]] == ["0071"]


def test_a_resource_of_another_namespace(api: PlayedApi, pulled: Pull, edfi: Settle) -> None:
    edfi(collections='["ed-fi/students", "tpdm/candidates"]')
    api.rows["students"] = students(2)
    done = pulled()
    assert len(rows(done.folder / SYSTEM / "ed-fi" / "students")) == 2
    assert [outcome.collection for outcome in done.not_run] == ["tpdm/candidates"]


@pytest.mark.parametrize("what", ["busy", "dropped", "half"])
@pytest.mark.parametrize("part", ["students$", "deletes$", "keyChanges$"])
def test_changes_survive_what_passes(api: PlayedApi, pulled: Pull, edfi: Settle, what: str, part: str) -> None:
    api.rows["students"], api.versions = students(5), (0, 10)
    pulled()
    api.versions = (0, 14)
    gone = {"id": "ab", "changeVersion": 13, "keyValues": {"studentUniqueId": "604999"}}
    renamed = {"id": "cd", "changeVersion": 14, "oldKeyValues": {"a": "1"}, "newKeyValues": {"a": "2"}}
    api.rows["students"] = [*students(5), *students(6, version=12)[5:]]
    api.rows |= {"students/deletes": [gone], "students/keyChanges": [renamed]}
    api.troubles = [Trouble(what, part)]
    done = pulled()
    assert dict(done.outcomes[0].rows) == {"students": 1, "students/deletes": 1, "students/keyChanges": 1}
    assert (done.not_run, done.outcomes[0].notices) == ((), ())


@pytest.mark.parametrize("count", [None, 25, 28, 41])
def test_an_order_that_changes_between_pages_loses_no_row(
    api: PlayedApi, pulled: Pull, edfi: Settle, count: int | None
) -> None:
    edfi(page_size="10")
    api.rows["students"], api.cursor, api.count = students(28), False, lambda n: count
    api.shuffles = lambda question: question <= 3
    done = pulled()
    came = rows(done.folder / SYSTEM / "students")
    assert sorted(row["id"] for row in came) == [row["id"] for row in students(28)]
    assert any("pulled again" in notice for notice in done.outcomes[0].notices)
