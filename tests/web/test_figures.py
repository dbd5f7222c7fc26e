"""Figures are published with each snapshot, kept as they were, and seen by who may."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cupola.workspace import figures, publishing
from cupola.workspace.models import Figure, FigureNotComputed
from cupola.workspace.policy import can
from tests.web import conftest
from tests.web.conftest import newest

pytestmark = pytest.mark.django_db


def test_a_published_snapshot_has_its_figures_and_says_what_was_not_computed(district):
    figure = Figure.objects.get(publication=newest(), measure_id="MEA-STU-01", grain="district")
    assert figure.value > 0
    assert figure.as_of == newest().as_of
    assert FigureNotComputed.objects.get(publication=newest(), measure_id="MEA-HOM-01").reason
    assert not Figure.objects.filter(
        grain="school", school__isnull=True, key__startswith="lighthouse-sis:ORG-0"
    ).exists()


def test_published_again_nothing_changes(district):
    before = list(Figure.objects.values_list("measure_id", "grain", "key", "value"))
    publishing.write(conftest.JUDGED[conftest.WHOLE])
    assert list(Figure.objects.values_list("measure_id", "grain", "key", "value")) == before


def test_another_version_of_a_measure_stands_beside_the_old_one(district):
    measured = conftest.JUDGED[conftest.WHOLE].figures
    assert measured is not None
    one = next(each for each in measured.figures if each.measure == "MEA-STU-01" and each.key is None)
    changed = replace(measured, figures=(replace(one, version=2, value=1.0),), not_computed=())
    figures.write(changed, newest(), {})
    versions = Figure.objects.filter(measure_id="MEA-STU-01", grain="district").values_list("version", "value")
    assert dict(versions) == {1: one.value, 2: 1.0}


def test_figures_of_an_earlier_publication_are_never_touched(district):
    first = newest()
    before = list(first.figures.values_list("measure_id", "grain", "key", "value"))
    judged = conftest.JUDGED[conftest.WHOLE]
    measured = judged.figures
    assert measured is not None
    halved = tuple(replace(each, value=each.value / 2) for each in measured.figures)
    manifest = replace(judged.manifest, id="20991231T000000000-00000000")
    publishing.write(replace(judged, manifest=manifest, figures=replace(measured, figures=halved)))
    assert newest() != first
    assert list(first.figures.values_list("measure_id", "grain", "key", "value")) == before


def test_a_leader_sees_every_figure(district, cast):
    assert figures.figures_for(cast.ada).count() == Figure.objects.filter(publication=newest()).count()


def test_a_registrar_sees_the_district_and_the_own_school_and_no_group(district, cast):
    seen = figures.figures_for(cast.rosa)
    assert {each.grain for each in seen} == {"district", "school"}
    assert {each.school for each in seen if each.grain == "school"} == {cast.schools[0]}
    assert not any(each.restricted for each in seen)
    assert figures.not_computed_for(cast.rosa).exists()
    other = Figure.objects.filter(grain="school", school=cast.schools[1]).first()
    assert not can(cast.rosa, figures.VERB, other)


def test_a_board_reader_sees_all_but_groups_of_students(district, cast):
    seen = figures.figures_for(cast.cleo)
    assert seen.filter(measure_id="MEA-DEV-01", grain="district").exists()
    assert not seen.filter(restricted=True).exists()
    restricted = Figure.objects.filter(restricted=True).first()
    assert restricted is not None
    assert not can(cast.cleo, figures.VERB, restricted)


def test_nobody_else_sees_any(district, cast):
    assert not figures.figures_for(cast.dov).exists()


def test_a_trend_holds_the_figures_of_each_publication(district, cast):
    assert [each.value for each in figures.trend_for(cast.ada, "MEA-STU-01")] == [
        Figure.objects.get(measure_id="MEA-STU-01", grain="district").value
    ]
