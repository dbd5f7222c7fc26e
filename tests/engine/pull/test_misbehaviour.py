"""A server that misbehaves: no row is lost in silence, no answer is believed that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from cupola.engine.errors import PullStopped
from tests.engine.pull.conftest import Pull, Settle, cells, orgs
from tests.engine.pull.played_api import PlayedApi, Trouble

PASSING = ["busy", "busy_until", "failing", "dropped", "half", "page", "broken_json", "error_in_json", "refused_token"]
PASSING += ["packed", "half_packed"]


def ids(folder: Path | None) -> list[str]:
    assert folder is not None
    return sorted(row["sourcedId"] for row in cells(folder / "orgs.csv"))


ALL = sorted(f"O{n}" for n in range(1, 9))


@pytest.mark.parametrize("what", PASSING)
@pytest.mark.parametrize("at", [1, 2, 3])
def test_what_passes_is_waited_for(api: PlayedApi, pulled: Pull, what: str, at: int) -> None:
    api.rows["orgs"] = orgs(8)
    api.troubles = [Trouble(what, "orgs", at)]
    done = pulled()
    assert ids(done.folder) == ALL
    assert (done.not_run, done.outcomes[0].notices) == ((), ())


@pytest.mark.parametrize("what", ["busy", "failing", "dropped", "half", "page"])
def test_a_token_that_does_not_come_at_once_is_waited_for(api: PlayedApi, pulled: Pull, what: str) -> None:
    api.rows["orgs"] = orgs(2)
    api.troubles = [Trouble(what, "token")]
    assert len(ids(pulled().folder)) == 2


def test_retry_after_is_kept_to(api: PlayedApi, pulled: Pull, waits: list[float]) -> None:
    api.rows["orgs"] = orgs(2)
    api.troubles = [Trouble("busy_until", "orgs")]
    pulled()
    assert waits == [7.0]


def test_waits_without_retry_after_grow(api: PlayedApi, pulled: Pull, waits: list[float]) -> None:
    api.rows["orgs"] = orgs(2)
    api.troubles = [Trouble("busy", "orgs", at) for at in (1, 1, 1)]
    pulled()
    assert len(waits) == 3
    assert 1 <= waits[0] < waits[1] < waits[2] <= 5


def test_a_server_that_asks_to_come_back_in_days_stops_the_pull(api: PlayedApi, pulled: Pull) -> None:
    api.rows["orgs"] = orgs(2)
    api.troubles = [Trouble("busy_for_days", "orgs")]
    with pytest.raises(PullStopped, match="3,333 minutes"):
        pulled()


@pytest.mark.parametrize("what", ["busy", "dropped", "half", "page", "error_in_json", "refused_token"])
def test_what_does_not_pass_stops_the_pull(api: PlayedApi, pulled: Pull, data: Path, what: str) -> None:
    api.rows["orgs"] = orgs(8)
    api.troubles = [Trouble(what, "orgs", 0)]
    with pytest.raises(PullStopped):
        pulled()
    assert sorted(path.name for path in (data / "pulls" / "sis").iterdir()) == ["lock", "staging"]


def test_a_slow_body_is_given_up_and_asked_for_again(api: PlayedApi, pulled: Pull, settle: Settle) -> None:
    settle(timeout_seconds="1")
    api.rows["orgs"] = orgs(2)
    api.troubles = [Trouble("slow", "orgs")]
    assert len(ids(pulled().folder)) == 2


@pytest.mark.parametrize("count", [None, 0, 5, 8, 11])
@pytest.mark.parametrize("link", [True, False])
@pytest.mark.parametrize("largest", [2, 100])
def test_counts_links_and_limits_may_lie(
    api: PlayedApi, pulled: Pull, count: int | None, link: bool, largest: int
) -> None:
    api.rows["orgs"] = orgs(8)
    api.count, api.link, api.largest_page = (lambda n: count), link, largest
    done = pulled()
    assert ids(done.folder) == ALL
    told = any("counts" in notice for notice in done.outcomes[0].notices)
    assert told == (count not in (None, 8))


def test_a_server_that_does_not_sort_is_asked_without(api: PlayedApi, pulled: Pull) -> None:
    api.rows["orgs"], api.takes_sort = orgs(8), False
    assert ids(pulled().folder) == ALL
    assert sum("sort" in asked.query for asked in api.questions("orgs")) == 1


@pytest.mark.parametrize("status", [400, 404])
def test_a_page_behind_the_last_may_be_an_error(api: PlayedApi, pulled: Pull, status: int) -> None:
    api.rows["orgs"], api.behind_the_end, api.count = orgs(6), status, lambda n: None
    assert len(ids(pulled().folder)) == 6


@pytest.mark.parametrize(("size", "came"), [("3", 0), ("20", 8)])
def test_a_server_that_overlooks_the_offset_is_told(
    api: PlayedApi, pulled: Pull, settle: Settle, size: str, came: int
) -> None:
    settle(page_size=size, collections='["orgs", "courses"]')
    api.rows |= {"orgs": orgs(8), "courses": []}
    api.overlooks_offset, api.count = True, lambda n: None
    done = pulled()
    if came:
        assert ids(done.folder) == ALL
        assert "overlook offset" in done.outcomes[0].notices[-1]
    else:
        assert "again and again (3 rows came" in (done.not_run[0].not_run or "")


def test_rows_that_stand_twice_are_taken_once_and_told(api: PlayedApi, pulled: Pull) -> None:
    api.rows["orgs"] = [*orgs(8), orgs(8)[7]]
    done = pulled()
    assert ids(done.folder) == ALL
    assert "1 rows came more than once and were taken once." in done.outcomes[0].notices


def test_rows_that_move_between_pages_are_pulled_again(api: PlayedApi, pulled: Pull) -> None:
    api.rows["orgs"] = orgs(8)
    api.shuffles = lambda question: question == 2
    done = pulled()
    assert ids(done.folder) == ALL
    assert "pulled again" in done.outcomes[0].notices[0]


def test_rows_that_move_and_are_not_counted_are_pulled_again(api: PlayedApi, pulled: Pull) -> None:
    api.rows["orgs"], api.count = orgs(8), lambda n: None
    api.shuffles = lambda question: question in (1, 2, 3)
    done = pulled()
    assert ids(done.folder) == ALL
    assert "pulled again" in done.outcomes[0].notices[0]


def test_rows_that_never_stand_still_are_not_called_whole(api: PlayedApi, pulled: Pull, settle: Settle) -> None:
    settle(collections='["orgs", "courses"]')
    api.rows["orgs"], api.rows["courses"] = orgs(40), []
    api.count, api.shuffles = (lambda n: 41 if n == 40 else n), lambda question: True
    done = pulled()
    assert [outcome.collection for outcome in done.not_run] == ["orgs"]
    assert "3 passes" in (done.not_run[0].not_run or "")
    assert not (done.folder / "orgs.csv").exists()


def test_a_forbidden_collection_is_told_and_the_others_go_on(api: PlayedApi, pulled: Pull, settle: Settle) -> None:
    settle(collections='["demographics", "orgs", "rainbows"]')
    api.rows |= {"orgs": orgs(2), "demographics": []}
    api.troubles = [Trouble("forbidden", "demographics")]
    done = pulled()
    assert [(o.collection, "403" in (o.not_run or "")) for o in done.not_run] == [
        ("demographics", True),
        ("rainbows", False),
    ]
    assert len(ids(done.folder)) == 2


def test_when_nothing_is_allowed_nothing_is_written(api: PlayedApi, pulled: Pull, data: Path) -> None:
    api.rows["orgs"] = orgs(2)
    api.troubles = [Trouble("forbidden", "orgs", 0)]
    with pytest.raises(PullStopped, match="gave nothing"):
        pulled()
    assert not (data / "pulls" / "sis" / "state.json").exists()


@pytest.mark.parametrize("what", ["sent_on", "link_elsewhere"])
def test_nobody_is_followed_to_another_host(api: PlayedApi, pulled: Pull, what: str) -> None:
    api.rows["orgs"] = orgs(8)
    api.troubles = [Trouble(what, "orgs", 0)]
    with pytest.raises(PullStopped, match="refused"):
        pulled()


def test_a_token_is_not_sent_on_at_all(api: PlayedApi, pulled: Pull) -> None:
    api.rows["orgs"] = orgs(2)
    api.troubles = [Trouble("sent_on_here", "token")]
    with pytest.raises(PullStopped, match="refused"):
        pulled()


def test_a_redirect_on_the_same_host_is_followed(api: PlayedApi, pulled: Pull) -> None:
    api.rows["orgs"] = orgs(2)
    api.troubles = [Trouble("sent_on_here", "orgs")]
    assert len(ids(pulled().folder)) == 2


def test_a_token_that_ends_is_fetched_anew(api: PlayedApi, pulled: Pull) -> None:
    api.rows["orgs"], api.token_lasts = orgs(8), 2
    assert ids(pulled().folder) == ALL
    assert len(api.tokens) == 2


def test_an_answer_may_stand_under_another_name_or_be_one_row(api: PlayedApi, pulled: Pull) -> None:
    api.rows["orgs"], api.envelope = orgs(4), {"orgs": "schools"}
    assert len(ids(pulled().folder)) == 4


def test_rows_without_an_id_and_entries_that_are_no_rows(api: PlayedApi, pulled: Pull) -> None:
    nameless = {"status": "active", "name": "A school without an id", "type": "school"}
    api.rows["orgs"] = [*orgs(2), nameless, None, "text", {**orgs(1)[0], "sourcedId": 17}]
    done = pulled()
    rows = cells(done.folder / "orgs.csv")
    assert [row["sourcedId"] for row in rows] == ["O1", "O2", "", "17"]
    assert done.outcomes[0].notices[-1].startswith("2 entries were no objects")


@pytest.mark.parametrize("known", ["wrong secret", ""])
def test_a_wrong_or_missing_secret_is_said_without_the_secret(
    api: PlayedApi, pulled: Pull, monkeypatch: pytest.MonkeyPatch, known: str
) -> None:
    monkeypatch.setenv("CUPOLA_SECRET_SIS", known)
    api.rows["orgs"] = orgs(2)
    with pytest.raises(PullStopped) as stopped:
        pulled()
    assert "wrong secret" not in str(stopped.value)
    assert "secret" in str(stopped.value)
