"""A person of more than two records: one is taken out and put back, another is asked to come in."""

from __future__ import annotations

import pytest

from cupola.engine.linking.decisions import all_said
from cupola.engine.linking.linking import link
from cupola.engine.linking.sides import same_as
from cupola.modules.same import taking
from cupola.modules.same.models import Differing, Pair, Says, Taking
from cupola.workspace.models import AuditEntry
from tests.web.again import write_again


@pytest.fixture
def row(cast, data) -> Differing:
    """A disagreement about somebody whom three sources know."""
    write_again("links", taking.take)
    rows = Differing.objects.exclude(left="").exclude(right="").filter(right_system="enrollment-system")
    return next(each for each in rows if len(keys_of(data, each)) > 2)


def keys_of(data, row) -> tuple[str, ...]:
    return same_as(data, Taking.newest().snapshot, row.left)


def test_a_record_is_taken_out_of_a_person_and_put_back(cast, as_, row, data) -> None:
    ada, before = as_(cast.ada), keys_of(data, row)
    page = ada.get(f"/same/disagree/{row.pk}/person/")
    assert "Take out" in page.content.decode()
    answer = ada.post(f"/same/disagree/{row.pk}/person/change/", {"out": row.right})
    pair = Pair.objects.get(pk=int(answer["Location"].rstrip("/").rpartition("/")[2]))
    assert pair.state == Says.DIFFERENT
    assert len(all_said(data)) == len(before) - 1
    assert AuditEntry.objects.filter(act="record taken out of a person").exists()
    apart = link(data)
    assert apart.crosswalk[row.right] == row.right
    rest = {apart.crosswalk[key] for key in before if key != row.right}
    assert len(rest) == 1
    assert "Take my answer back" in ada.get(f"/same/pairs/{pair.pk}/").content.decode()
    ada.post(f"/same/pairs/{pair.pk}/back/")
    assert {link(data).crosswalk[key] for key in before} == rest


def test_a_record_that_is_not_this_person_s_cannot_be_taken_out(cast, as_, row, data) -> None:
    as_(cast.ada).post(f"/same/disagree/{row.pk}/person/change/", {"out": "lighthouse-sis:nobody"})
    assert all_said(data) == ()


def test_another_record_is_asked_for_and_answered_like_any_other(cast, as_, row, data) -> None:
    ada = as_(cast.ada)
    other = Differing.objects.exclude(left=row.left).exclude(left="").first()
    system, _, number = other.left.partition(":")
    asked = {"system": system, "number": number}
    answer = ada.post(f"/same/disagree/{row.pk}/person/change/", asked)
    pair = Pair.objects.get(pk=int(answer["Location"].rstrip("/").rpartition("/")[2]))
    assert {pair.left, pair.right} == {row.left, other.left}
    assert (pair.state, pair.band) == (Says.OPEN, "person")
    ada.post(f"/same/pairs/{pair.pk}/say/", {"says": "same"})
    walk = link(data).crosswalk
    assert walk[row.left] == walk[other.left]


def test_a_number_that_nobody_has_is_told(cast, as_, row) -> None:
    asked = {"system": "lighthouse-sis", "number": "no such number"}
    answer = as_(cast.ada).post(f"/same/disagree/{row.pk}/person/change/", asked, follow=True)
    assert "nobody" in answer.content.decode()
    assert not Pair.objects.filter(band="person").exists()


def test_only_who_reviews_links_changes_anything(cast, as_, row) -> None:
    for who in (cast.cleo, cast.dov, cast.ben):
        answer = as_(who).post(f"/same/disagree/{row.pk}/person/change/", {"out": row.right})
        assert answer.status_code in (403, 404)
    assert as_(cast.ada).get(f"/same/disagree/{row.pk}/person/change/").status_code == 405
