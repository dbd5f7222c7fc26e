"""Whatever a server does, in whatever order: the rows come whole, or it is said that they did not."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cupola.engine.errors import PullStopped
from cupola.engine.pull.conversation import Patience
from cupola.engine.pull.pulling import pull
from tests.engine.pull.conftest import cells, orgs
from tests.engine.pull.played_api import CLIENT, ONEROSTER, SECRET, PlayedApi, Trouble, playing

WHATS = ("busy", "busy_until", "failing", "dropped", "half", "page", "broken_json", "error_in_json", "refused_token")
ROWS = 7
FLAGS = st.fixed_dictionaries(
    {"link": st.booleans(), "takes_sort": st.booleans(), "behind_the_end": st.sampled_from([200, 400, 404])}
)


@pytest.fixture(scope="module")
def server() -> Iterator[PlayedApi]:
    os.environ["CUPOLA_SECRET_ANY"] = SECRET
    with playing(PlayedApi(rows={"orgs": orgs(ROWS)})) as api:
        yield api
    del os.environ["CUPOLA_SECRET_ANY"]


@pytest.mark.slow
@given(
    troubles=st.lists(st.tuples(st.sampled_from(WHATS), st.integers(1, 6)), max_size=6),
    count=st.sampled_from([None, ROWS, 0, ROWS - 2, ROWS + 5]),
    largest=st.sampled_from([1, 2, 4, 100]),
    size=st.sampled_from([1, 3, 5, 50]),
    flags=FLAGS,
    shuffled=st.sets(st.integers(1, 12), max_size=4),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_rows_come_whole_or_it_is_said(server, troubles, count, largest, size, flags, shuffled):
    server.troubles = [Trouble(what, "orgs", at) for what, at in troubles]
    server.asked.clear()
    server.count, server.largest_page, server.pages = (lambda n: count), largest, 0
    server.shuffles = lambda question: question in shuffled
    for flag, value in flags.items():
        setattr(server, flag, value)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        (data / "sources").mkdir()
        (data / "sources" / "any.toml").write_text(
            f'kind = "oneroster-1.2"\nbase_url = "{server.root}{ONEROSTER}"\ntoken_url = "{server.root}/oauth/token"\n'
            f'client_id = "{CLIENT}"\nsecret_env = "CUPOLA_SECRET_ANY"\ncollections = ["orgs"]\npage_size = {size}\n',
            encoding="utf-8",
        )
        done = pulled_in_the_end(data)
        if done is not None:
            assert sorted(row["sourcedId"] for row in cells(done / "orgs.csv")) == [f"O{n}" for n in range(1, ROWS + 1)]


def pulled_in_the_end(data: Path) -> Path | None:
    """Pull until it does not break off; None when the rows never stood still."""
    for _ in range(8):
        try:
            patience = Patience(tries=2, sleep=lambda seconds: None)
            return pull(data, "any", progress=lambda what, share: None, patience=patience).folder
        except PullStopped as stopped:
            if "gave nothing" in str(stopped):
                return None
    pytest.fail("it broke off eight times")
