"""Vendors under several names and schools under several numbers: what the pages show, and what people say there."""

from __future__ import annotations

import pytest
from django.utils import timezone

from cupola.engine.linking.decisions import all_said
from cupola.engine.linking.linking import link
from cupola.engine.record.store import open_store
from cupola.modules.same import taking
from cupola.modules.same.models import Pair, Says
from cupola.workspace import own_record
from cupola.workspace.models import Publication, System
from cupola.workspace.systems import vendor_named

NAMES = ("Umberpell", "UMBERPELL, Inc.", "The Umberpell Company", "Fenquist", "Fenquist Learning", "Oxbourne")


@pytest.fixture
def vendors(cast, data):
    """Systems whose vendors are written in several ways, delivered to the record and linked."""
    for number, name in enumerate(NAMES):
        System.objects.create(
            name=f"System {number}", vendor=vendor_named(name, by=cast.ada), annual_cents=100_000, made_by=cast.ada
        )
    assert own_record.deliver()
    # Judging the whole record anew is not what is looked at here.
    now = open_store(data).current()
    Publication.objects.create(snapshot=now.id, as_of=now.as_of, finished_at=timezone.now())
    return taking.take()


def text(answer) -> str:
    return answer.content.decode()


def test_pages_say_what_to_deliver_first(cast, as_) -> None:
    assert "No list names a vendor yet" in text(as_(cast.ada).get("/same/vendors/"))
    assert "Nothing is linked yet" in text(as_(cast.ada).get("/same/schools/"))


def test_only_who_reviews_links_of_the_whole_district_opens_them(cast, as_, data) -> None:
    for who in (cast.ben, cast.cleo, cast.rosa, cast.dov):
        for page in ("/same/vendors/", "/same/schools/"):
            assert as_(who).get(page).status_code == 403
        assert as_(who).post("/same/vendors/out/", {"out": "cupola:Umberpell"}).status_code == 403
    assert all_said(data) == ()


def test_one_vendor_is_shown_with_each_spelling_its_reason_and_what_it_costs(cast, as_, vendors) -> None:
    page = as_(cast.ada).get("/same/vendors/")
    line = next(each for each in page.context["page"].lines if "mberpell" in each.name)
    assert line.ways == 3
    assert line.yearly_cents == 300_000
    assert "same name but for a word such as The, Inc or LLC" in text(page)
    assert "same vendor, written in several ways" in text(as_(cast.ada).get("/systems/"))


def test_a_near_name_is_a_question_that_is_answered_taken_back_and_refused_for_good(cast, as_, vendors, data) -> None:
    pair = Pair.objects.get(entity="vendor", band="proposed", left__contains="Fenquist")
    ada = as_(cast.ada)
    shown = text(ada.get(f"/same/pairs/{pair.pk}/"))
    assert "Same vendor, or two?" in shown
    assert "comes with 1 system" in shown
    ada.post(f"/same/pairs/{pair.pk}/say/", {"says": "same"})
    walk = link(data).crosswalk
    assert walk[pair.left] == walk[pair.right]
    ada.post(f"/same/pairs/{pair.pk}/back/")
    walk = link(data).crosswalk
    assert walk[pair.left] != walk[pair.right]

    ada.post(f"/same/pairs/{pair.pk}/say/", {"says": "different"})
    taking.take()
    assert not Pair.objects.filter(entity="vendor", state=Says.OPEN, left__contains="Fenquist").exists()
    assert "Fenquist and Fenquist Learning" in text(ada.get("/same/vendors/"))


def test_a_spelling_is_taken_out_and_put_back(cast, as_, vendors, data) -> None:
    key = next(key for key in link(data).crosswalk if key.endswith("UMBERPELL, Inc."))
    before = link(data).crosswalk
    answer = as_(cast.ada).post("/same/vendors/out/", {"out": key})
    walk = link(data).crosswalk
    rest = {walk[other] for other in walk if "mberpell" in other}
    assert walk[key] == key
    assert key not in rest
    assert len(rest) == 1
    as_(cast.ada).post(f"{answer['Location']}back/")
    assert link(data).crosswalk == before
    said = len(all_said(data))
    for out in ("cupola:Oxbourne", "cupola:nobody", ""):
        assert as_(cast.ada).post("/same/vendors/out/", {"out": out})["Location"] == "/same/vendors/"
    assert len(all_said(data)) == said


def test_a_school_stands_beside_its_numbers_in_every_system(cast, as_) -> None:
    taking.take()
    page = as_(cast.ada).get("/same/schools/")
    assert cast.schools[0].name in text(page)
    assert page.context["page"].contradict == 0
