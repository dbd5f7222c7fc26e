"""How often each page asks the database is frozen: a page that asks more often than it did is looked at by a person.

A page that is meant to ask differently: say so here by writing the new counts into query_counts.json.
"""

from __future__ import annotations

import json
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

from cupola.workspace.models import Finding, User

FROZEN = Path(__file__).with_name("query_counts.json")


def test_every_page_asks_the_database_as_often_as_is_written_down(cast, as_) -> None:
    finding = Finding.objects.filter(school=cast.schools[0], is_open=True, check_id="DEM-001").first()
    finding = finding or Finding.objects.filter(school=cast.schools[0], is_open=True).first()
    pages = {
        **{page: page for page in ("/", "/findings/", "/findings/?group=school", "/findings/?group=person", "/me/")},
        **{page: page for page in ("/schools/", "/deliveries/", "/search/?q=school", "/help/", "/settings/people/")},
        **{page: page for page in ("/settings/audit/", "/plan/", "/plan/needs/", "/plan/fit/", "/plan/decisions/")},
        **{page: page for page in ("/voice/", "/voice/heard/", "/voice/themes/", "/voice/surveys/", "/promises/")},
        **{page: page for page in ("/voice/notes/", "/voice/sessions/", "/voice/pains/", "/practice/")},
        **{page: page for page in ("/briefs/", "/briefs/onepager/")},
        **{page: page for page in ("/devices/", "/devices/holders/", "/devices/support/", "/devices/rehearsal/")},
        **{page: page for page in ("/accounts/", "/accounts/changes/", "/same/", "/same/disagree/")},
        "a check": f"/findings/checks/{finding.check_id}/",
        "a finding": f"/findings/{finding.fingerprint}/",
        "a school": f"/schools/{cast.schools[0].pk}/",
        **{page: page for page in ("/measures/", "/measures/six/", "/measures/compare/", "/measures/targets/")},
        "a measure": "/measures/of/one-to-one-coverage/",
        "figures of a school": f"/measures/schools/{cast.schools[0].pk}/",
    }
    asked = {user.name: {name: _queries(as_(user), page) for name, page in pages.items()} for user in readers(cast)}
    assert asked == json.loads(FROZEN.read_text("utf-8")), json.dumps(asked, indent=1)


def readers(cast) -> list[User]:
    return [cast.ada, cast.rosa]


def _queries(client, page: str) -> int:
    client.get(page)  # The first page of a session also writes the session down.
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(page)
    return len(asked) if answer.status_code == 200 else 0


def test_reading_pages_writes_nothing_so_that_no_reader_waits_for_a_delivery(cast, as_) -> None:
    ada = as_(cast.ada)
    ada.get("/")
    for page in ("/", "/findings/", "/schools/", "/deliveries/"):
        with CaptureQueriesContext(connection) as asked:
            assert ada.get(page).status_code == 200
        assert [each["sql"] for each in asked if not each["sql"].startswith("SELECT")] == []
