"""The board's page: drafted for who sees the whole district, frozen as it is, its numbers those of `cupola measure`."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from cupola.cli import run
from cupola.engine.errors import CupolaError
from cupola.engine.measures.indicator_kinds import Target
from cupola.modules.briefs.freezing import freeze
from cupola.modules.briefs.models import Paper
from cupola.modules.briefs.queries.drafts import draft, plainness
from cupola.workspace import people, publishing, targets
from cupola.workspace.models import AuditEntry, District, Finding, Publication, User
from cupola.workspace.models.findings import DecisionKind
from cupola.workspace.people import Wanted
from tests.engine.paper.pdf_look import faults_of, pages_of
from tests.web import conftest

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 30)
PAGE, FROZEN = "/briefs/onepager/", "/briefs/"


def test_the_leader_sees_the_draft_its_grade_and_its_sources(as_, cast) -> None:
    shown = as_(cast.ada).get(PAGE).content.decode()
    assert "Freeze and download PDF" in shown
    for title in ("Satisfaction of teachers and parents", "Network up during lessons", "What we do not know"):
        assert title in shown
    assert "How it reads" in shown
    assert "MEA-DEV-01 version" in shown
    assert "words on the board’s list is in it" in shown


def test_the_button_gives_one_tagged_page_and_keeps_it(as_, cast) -> None:
    answer = as_(cast.ada).post("/briefs/onepager/freeze/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('attachment; filename="board-one-pager-')
    assert faults_of(answer.content) == []
    assert pages_of(answer.content) == 1
    kept = Paper.objects.get()
    assert bytes(kept.file) == answer.content
    assert kept.snapshot == Publication.newest().snapshot
    noted = AuditEntry.objects.filter(act="brief frozen").get()
    assert noted.details["snapshot"] == kept.snapshot


def test_a_frozen_paper_stays_when_the_record_moves_on(as_, cast, district) -> None:
    paper = freeze(cast.ada, TODAY)
    first = paper.content["snapshot"]
    judged = conftest.JUDGED[conftest.WHOLE]
    later = replace(judged.manifest, id="20991231T000000000-00000000")
    publishing.write(replace(judged, manifest=later))
    again = as_(cast.ada).get(f"/briefs/{paper.pk}/onepager.pdf").content
    assert again == bytes(paper.file)
    assert Paper.objects.get(pk=paper.pk).content["snapshot"] == first
    assert draft(cast.ada, TODAY).snapshot != first


def test_the_board_reads_what_was_frozen_and_no_draft(as_, cast) -> None:
    paper = freeze(cast.ada, TODAY)
    cleo = as_(cast.cleo)
    assert "Board one-pager" in cleo.get(FROZEN).content.decode()
    assert cleo.get(f"/briefs/{paper.pk}/onepager.pdf").status_code == 200
    assert cleo.get(PAGE).status_code == 403
    assert cleo.post("/briefs/onepager/freeze/").status_code == 403


def test_nobody_else_reads_it(as_, cast) -> None:
    paper = freeze(cast.ada, TODAY)
    for person in (cast.rosa, cast.ben, cast.dov):
        for page in (PAGE, FROZEN, f"/briefs/{paper.pk}/onepager.pdf"):
            assert as_(person).get(page).status_code == 403, (person.name, page)


def test_who_leads_one_school_is_not_given_the_whole_district(as_, cast) -> None:
    lea = User.objects.create_user("lea@harbor.example", "Lea")
    people.give_role(lea, Wanted("technology_leader", reach="schools", schools=(cast.schools[0],)), by=None)
    paper = freeze(cast.ada, TODAY)
    assert draft(lea, TODAY) is None
    with pytest.raises(CupolaError):
        freeze(lea, TODAY)
    for page in (PAGE, FROZEN, f"/briefs/{paper.pk}/onepager.pdf"):
        assert as_(lea).get(page).status_code == 403


def test_every_note_is_what_measure_tells_of_the_frozen_snapshot(cast, data, capsys) -> None:
    paper = freeze(cast.ada, TODAY)
    assert run(["measure", "--json", "--data", str(data), "--snapshot", paper.snapshot]) == 0
    told = json.loads(capsys.readouterr().out)
    figures = {(each["measure"], each["version"]): each for each in told["figures"] if each["grain"] == "district"}
    assert told["snapshot"] == paper.snapshot
    notes = [each for each in paper.content["notes"] if each["kind"] == "measure"]
    assert notes
    for note in notes:
        figure = figures[note["source"], note["version"]]
        for key in ("value", "numerator", "denominator", "coverage", "as_of"):
            assert note[key] == figure[key], (note["source"], key)


def test_what_measure_does_not_compute_is_not_known_on_paper(cast, data, capsys) -> None:
    paper = freeze(cast.ada, TODAY)
    run(["measure", "--json", "--data", str(data), "--snapshot", paper.snapshot])
    missing = {each["measure"] for each in json.loads(capsys.readouterr().out)["not_computed"]}
    assert "MEA-NET-04" in missing
    network = next(row for row in paper.content["rows"] if row["title"] == "Network up during lessons")
    assert network["number"] == "not known"
    assert network["number_notes"] == []


def test_findings_are_summed_for_the_district_and_small_ones_stay_off(cast) -> None:
    stakes = draft(cast.ada, TODAY).stakes
    assert 1 <= len(stakes) <= 3
    titles = " ".join(each.says for each in stakes)
    Finding.objects.filter(is_open=True).update(rows=1)
    few = {row["check_id"] for row in Finding.objects.filter(is_open=True).values("check_id")}
    for check in few:
        keep = Finding.objects.filter(is_open=True, check_id=check).values_list("pk", flat=True)[:9]
        Finding.objects.filter(is_open=True, check_id=check).exclude(pk__in=list(keep)).update(is_open=False)
    assert titles
    assert [each.says for each in draft(cast.ada, TODAY).stakes] == [
        "Nothing was found of ten rows or more. Smaller findings are never printed."
    ]


def test_what_was_accepted_or_set_aside_is_at_stake_no_more(cast) -> None:
    Finding.objects.update(standing=DecisionKind.ACCEPTED)
    assert draft(cast.ada, TODAY).stakes[0].says.startswith("Nothing was found")


def test_a_target_that_a_room_announces_stands_on_the_page(cast) -> None:
    targets.announce("of this test", lambda user, day: {"MEA-DEV-01": Target(0.01)})
    try:
        devices = draft(cast.ada, TODAY).rows[1]
    finally:
        targets.forget("of this test")
    assert devices.standing == "target 0.01: behind"
    assert devices.is_behind
    assert draft(cast.ada, TODAY).rows[1].standing == ""


def test_no_name_of_a_person_is_on_it(cast) -> None:
    content = json.dumps(freeze(cast.ada, TODAY).content)
    for person in User.objects.all():
        assert person.email not in content
        assert f" {person.name}" not in content


def test_the_draft_reads_at_a_grade_that_a_board_can_read(cast) -> None:
    reads = plainness(draft(cast.ada, TODAY))
    assert reads.grade is not None
    assert reads.grade <= 9
    assert reads.jargon == ()


def test_before_anything_was_published_the_page_says_what_to_do(db, data, client) -> None:
    District(pk=1, name="Harbor Unified").save()
    ada = User.objects.create_user("ada@harbor.example", "Ada")
    people.give_role(ada, Wanted("administrator"), by=None)
    client.force_login(ada, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Bring a delivery first" in client.get(PAGE).content.decode()
    refused = client.post("/briefs/onepager/freeze/", follow=True)
    assert "has no record behind it yet" in refused.content.decode()
    assert not Paper.objects.exists()
