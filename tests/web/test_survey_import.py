"""Answers of other form programs: looked at, matched with schools, and made into a closed survey."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cupola.engine.record.store import open_store
from cupola.modules.voice.models import Comment, Response, Survey
from cupola.modules.voice.surveys import comments, exporting
from cupola.workspace import own_record
from cupola.workspace.models import User
from tests.web.conftest import Cast, roster_alone

As = Callable[[User], Client]


def _google(cast: Cast, many: int = 24) -> bytes:
    one, two = cast.schools[0].name, cast.schools[1].name
    lines = ["Timestamp,Email Address,Your school,What is your role?,The network works,Which do you use?,What else?"]
    for number in range(many):
        school = (one, two.upper(), "Nowhere Middle")[0 if number < 12 else 1 if number < 22 else 2]
        role = ("Teacher", "Office staff")[number % 2]
        lines.append(
            f"10/{number % 9 + 1}/2026 8:00:00,p{number}@b.example,{school},{role},{number % 5 + 1},"
            f'{("Docs;Sheets", "Docs")[number % 2]},"Thing number {number}, and more"'
        )
    return "\n".join(lines).encode()


def _brought(client: Client, text: bytes, name: str = "answers.csv") -> str:
    told = client.post("/voice/surveys/import/", {"file": SimpleUploadedFile(name, text)})
    assert told.status_code == 302
    return str(told.headers["Location"])


def _waiting() -> list[Path]:
    return list((Path(settings.WEB_FOLDER) / "uploads").glob("survey-*"))


@pytest.fixture
def client(cast: Cast, as_: As, settings: object) -> Client:
    settings.FILE_UPLOAD_TEMP_DIR = str(settings.WEB_FOLDER / "uploads")
    return as_(cast.ada)


def test_a_file_is_shown_and_nothing_is_kept_of_it(client: Client, cast: Cast) -> None:
    address = _brought(client, _google(cast))
    page = client.get(address)
    text = page.content.decode()
    assert "Google Forms" in text
    assert "Email Address" in text
    assert "p1@b.example" not in text
    assert page.context["school"] == 0
    assert page.context["role"] == 1
    assert page.context["matched"].unmatched == {"Nowhere Middle": 2}
    assert "Nowhere Middle" in text
    assert len(page.context["rows"]) == 5
    assert [column.kind for column in page.context["columns"]][2:] == ["scale", "several", "text"]
    assert not Survey.objects.exists()
    assert len(_waiting()) == 1
    client.post(address, {"act": "put aside"})
    assert _waiting() == []
    assert client.get(address).status_code == 302


def test_a_file_becomes_a_closed_survey(client: Client, cast: Cast) -> None:
    address = _brought(client, _google(cast))
    filled = {"act": "apply", "title": "Fall", "audience": "staff", "school": "0", "role": "1"}
    told = client.post(address, filled, follow=True)
    assert told.status_code == 200
    survey = Survey.objects.get()
    assert (survey.state, survey.program) == ("closed", "Google Forms")
    assert [item.kind for item in survey.items.all()] == ["scale", "several", "text"]
    assert Response.objects.count() == 24
    assert Response.objects.filter(school=cast.schools[1]).count() == 10
    assert Response.objects.filter(school=None).count() == 2
    assert Response.objects.filter(speaker="office").count() == 12
    one = Response.objects.filter(school=cast.schools[0]).first()
    assert one is not None
    assert one.answers.keys() == {"the-network-works", "which-do-you-use"}
    assert Comment.objects.count() == 24
    assert survey.doors.count() == 2
    assert _waiting() == []
    page = client.get(f"/voice/surveys/{survey.pk}/results/").context["page"]
    assert page.answered == 24
    assert {line.name: line.is_hidden for line in page.schools} == {
        cast.schools[0].name: False,
        cast.schools[1].name: True,
        "School not told": True,
    }


def test_a_person_corrects_what_was_guessed(client: Client, cast: Cast) -> None:
    address = _brought(client, _google(cast))
    filled = {"act": "apply", "title": "Fall", "audience": "teacher", "school": "", "role": ""}
    client.post(address, {**filled, "kind-0": "out", "kind-1": "choice", "kind-3": "out", "kind-4": "out"})
    survey = Survey.objects.get()
    assert [item.kind for item in survey.items.all()] == ["choice", "scale"]
    assert [each["value"] for each in survey.items.all()[0].choices] == ["Teacher", "Office staff"]
    assert set(Response.objects.values_list("speaker", flat=True)) == {"teacher"}


def test_a_file_that_is_none_is_refused_in_words(client: Client) -> None:
    told = client.get(_brought(client, b"nothing here"), follow=True)
    assert "holds no answers" in told.content.decode()
    assert _waiting() == []


def test_nobody_opens_the_file_of_somebody_else(client: Client, cast: Cast, as_: As) -> None:
    address = _brought(client, _google(cast))
    other = as_(cast.ben)
    assert other.get(address).status_code == 403
    assert client.get("/voice/surveys/import/..%2F..%2Fkey/").status_code in (302, 404)
    assert len(_waiting()) == 1


def _people(data: Path) -> list[tuple[str, str]]:
    store = open_store(data)
    now = store.current()
    assert now is not None
    files = [str(path) for path in store.part_paths(now, "persons")]
    read = duckdb.sql(
        "SELECT given_name, family_name FROM read_parquet($f) WHERE family_name IS NOT NULL", params={"f": files}
    )
    return read.limit(40).fetchall()


def test_people_of_the_record_are_masked(client: Client, cast: Cast, record: Path) -> None:
    survey = Survey.objects.create(title="Fall", audience="staff", state="closed")
    item = survey.items.create(code="c", kind="text", text="What?")
    known = _people(record)
    for given, family in known:
        Comment.objects.create(survey=survey, item=item, words=f"Please thank {given} {family} for the help")
    assert comments.mask_waiting() == len(known)
    assert {" ".join(words.split()) for words in Comment.objects.values_list("masked", flat=True)} == {
        "Please thank [name] for the help"
    }


@roster_alone
@pytest.mark.slow
def test_the_record_takes_surveys_in(client: Client, cast: Cast, record: Path) -> None:
    address = _brought(client, _google(cast))
    client.post(address, {"act": "apply", "title": "Fall", "audience": "staff", "school": "0", "role": "1"})
    for table in exporting.TABLES:
        own_record.announce(table)
    assert own_record.deliver()
    store = open_store(record)
    now = store.current()
    assert now is not None
    counts = {}
    for table in ("surveys", "survey_invitations", "survey_questions", "survey_responses", "survey_answers"):
        files = [str(path) for path in store.part_paths(now, table)]
        counts[table] = duckdb.sql("SELECT count(*) FROM read_parquet($f)", params={"f": files}).fetchall()[0][0]
    assert counts == {
        "surveys": 1,
        "survey_invitations": 2,
        "survey_questions": 2,
        "survey_responses": 24,
        "survey_answers": 24 + 36,
    }
