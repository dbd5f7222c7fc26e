"""The six, all measures, one measure with files and rows, schools beside the district, and who sees what."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from cupola.engine.measures.reading import shipped_measures
from cupola.engine.record.store import open_store
from cupola.modules.indicators.models import Event, Target
from cupola.modules.indicators.queries.compare import Side, side_of
from cupola.modules.indicators.queries.six import six
from cupola.modules.indicators.targeting import standing
from cupola.workspace import figures, people, publishing
from cupola.workspace.models import Figure, FigureNotComputed, Publication, School, User
from cupola.workspace.people import Wanted
from tests.web import conftest
from tests.web.conftest import newest

OWN = "one-to-one-coverage"


def published_before(days: int, change: float = 1.0, **told: object) -> None:
    """Another publication before all others, with every value times `change`."""
    earlier = Publication.objects.create(
        pk=-days, snapshot=f"before-{days}", as_of=newest().as_of - timedelta(days=days), finished_at=timezone.now()
    )
    for each in Figure.objects.filter(publication=newest()):
        each.pk, each.publication, each.as_of = None, earlier, earlier.as_of
        each.value *= change
        for name, value in told.items():
            setattr(each, name, value)
        each.save()


def page_of(client: Any, slug: str = OWN) -> str:
    answer = client.get(reverse("indicators:measure", args=[slug]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_first_page_shows_the_six_and_what_is_not_known(ada) -> None:
    said = ada.get(reverse("shell:today")).content.decode()
    assert said.count('class="ind"') == 6
    assert "Students for each usable device" in said
    assert "Not known" in said
    assert "Open Systems and bring your list as a spreadsheet." in said


def test_a_number_of_a_card_is_the_published_one(cast, district) -> None:
    shown = six(cast.ada)
    assert shown is not None
    card = next(each for each in shown.cards if each.told.indicator.id == "devices")
    figure = Figure.objects.get(measure_id="MEA-DEV-01", grain="district", publication=newest())
    assert card.told.lead.text == f"{figure.value:.2f}"
    assert not card.is_unknown
    cloud = next(each for each in shown.cards if each.told.indicator.id == "cloud")
    assert cloud.is_unknown
    assert cloud.standing.mark == "unknown"
    assert cloud.chart == ""


def test_a_card_compares_with_the_last_day_that_had_a_figure(cast, district) -> None:
    published_before(30, 2.0)
    shown = six(cast.ada)
    assert shown is not None
    card = next(each for each in shown.cards if each.told.indicator.id == "devices")
    assert card.told.case == "better"
    assert "down from" in card.told.changed


def test_every_measure_is_listed_with_its_figure_or_why_there_is_none(ada, cast, as_) -> None:
    page = ada.get(reverse("indicators:measures")).context["page"]
    assert page.measures > 100
    lines = [line for subject in page.subjects for line in subject.lines]
    assert all(line.value or line.places or line.reason for line in lines)
    board = as_(cast.cleo).get(reverse("indicators:measures"))
    assert not any(line.measure.restricted for subject in board.context["page"].subjects for line in subject.lines)


@pytest.mark.parametrize("slug", [OWN, "students-per-device", "device-gap-by-group", "internet-at-home", "feed-age"])
def test_a_measure_has_a_page(ada, slug) -> None:
    said = page_of(ada, slug)
    assert "Which way is better" in said
    assert "style=" not in said


def test_a_measure_that_was_not_computed_says_so_and_draws_no_zero(ada) -> None:
    reason = FigureNotComputed.objects.get(publication=newest(), measure_id="MEA-HOM-01").reason
    said = page_of(ada, "internet-at-home")
    assert reason in said
    assert "Receipt for" not in said
    assert 'class="c-dot"' not in said


def test_days_without_a_figure_are_hatched_and_a_new_definition_is_drawn_apart(ada) -> None:
    published_before(90, 1.2, version=0)
    published_before(30)
    gap = Publication.objects.create(
        pk=-60, snapshot="gap", as_of=newest().as_of - timedelta(days=60), finished_at=timezone.now()
    )
    FigureNotComputed.objects.create(publication=gap, measure_id="MEA-DEV-03", version=1, reason="No list came.")
    said = page_of(ada)
    assert "c-hatch" in said
    assert "new definition (1)" in said
    assert "No list came." in said
    assert "Earlier figures follow another definition" in said


def test_an_event_stands_on_the_chart_of_its_measure_alone(ada) -> None:
    published_before(60)
    day = newest().as_of - timedelta(days=20)
    Event.objects.create(title="Carts came <b>", on=day, measure_id="MEA-DEV-03")
    assert "Carts came &lt;b&gt;" in page_of(ada)
    assert "Carts came" not in page_of(ada, "students-per-device").partition("<footer")[0].partition("wide")[2][:4000]


def test_groups_of_students_are_shown_only_to_who_may_see_the_rows(ada, cast, as_) -> None:
    assert "Exact, not for sharing" in page_of(ada, "device-gap-by-group")
    for user in (cast.cleo, cast.rosa):
        said = page_of(as_(user), "device-gap-by-group")
        assert "shown only to who may see the rows" in said
        assert "Exact, not for sharing" not in said
    assert as_(cast.rosa).get(reverse("indicators:rows", args=["device-gap-by-group"])).status_code == 403


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_measure_is_taken_away_as_a_table_without_formulas(ada, cast, form) -> None:
    School.objects.filter(pk=cast.schools[0].pk).update(name="=HYPERLINK(1)")
    content = ada.get(reverse("indicators:file", args=[OWN, form])).content
    if form == "csv":
        lines: list[list[Any]] = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    else:
        lines = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(False)
    place = lines[0].index("place")
    assert "'=HYPERLINK(1)" in {line[place] for line in lines}
    assert len(lines) == 1 + Figure.objects.filter(measure_id="MEA-DEV-03").count()
    negative = ada.get(reverse("indicators:file", args=["device-gap-by-school", "csv"])).content.decode()
    assert "'-" not in negative


def test_a_measure_is_taken_away_as_a_picture(ada) -> None:
    svg = ada.get(reverse("indicators:file", args=[OWN, "svg"]))
    assert svg.headers["Content-Type"] == "image/svg+xml"
    assert b"xmlns" in svg.content
    assert b"class=" not in svg.content
    png = ada.get(reverse("indicators:file", args=[OWN, "png"]))
    assert png.content.startswith(b"\x89PNG")
    assert ada.get(reverse("indicators:file", args=["internet-at-home", "svg"])).status_code == 404
    assert ada.get(reverse("indicators:file", args=[OWN, "pdf"])).status_code == 404


def test_a_table_holds_only_what_its_reader_may_see(cast, as_) -> None:
    said = as_(cast.rosa).get(reverse("indicators:file", args=[OWN, "csv"])).content.decode()
    assert cast.schools[0].name in said
    assert cast.schools[1].name not in said
    groups = as_(cast.cleo).get(reverse("indicators:file", args=["device-gap-by-group", "csv"])).content.decode()
    assert len(groups.splitlines()) == 1


def test_a_principal_sees_the_own_school_beside_the_district(cast, as_) -> None:
    rosa = as_(cast.rosa)
    own, other = cast.schools[0], cast.schools[1]
    answer = rosa.get(reverse("indicators:schools"))
    assert answer.status_code == 302
    page = rosa.get(answer.headers["Location"]).context["page"]
    assert page.school == own
    assert page.figures > 10
    assert page.is_only_own
    assert rosa.get(reverse("indicators:school", args=[other.pk])).status_code == 404


def test_a_school_without_a_figure_is_unknown_and_not_left_out(ada, cast) -> None:
    Figure.objects.filter(measure_id="MEA-DEV-03", school=cast.schools[2]).delete()
    page = ada.get(reverse("indicators:measure", args=[OWN])).context["page"]
    table = next(each for each in page.tables if each.grain == "school")
    line = next(each for each in table.lines if each.name == cast.schools[2].name)
    assert line.value == ""
    assert "c-hatch" in line.strip


def test_schools_whose_ranges_overlap_are_not_told_apart() -> None:
    measure = next(each for each in shipped_measures() if each.id == "MEA-DEV-03")

    def figure(low: float | None, high: float | None) -> Figure:
        return Figure(measure_id=measure.id, value=0.5, low=low, high=high)

    assert side_of(measure, figure(0.4, 0.6), 0.5) is Side.APART_NOT
    assert side_of(measure, figure(0.6, 0.7), 0.5) is Side.BETTER
    assert side_of(measure, figure(0.1, 0.2), 0.5) is Side.WORSE
    assert side_of(measure, figure(0.6, 0.7), 0.5, other=figure(0.4, 0.65)) is Side.APART_NOT
    assert side_of(measure, figure(None, None), 0.5) is Side.NO_RANGE
    assert side_of(replace(measure, direction="down"), figure(0.6, 0.7), 0.5) is Side.WORSE
    assert side_of(replace(measure, direction="none"), figure(0.6, 0.7), 0.5) is Side.HIGHER


def test_the_comparison_puts_every_school_on_one_side_by_name(ada, cast) -> None:
    page = ada.get(reverse("indicators:compare"), {"measure": OWN}).context["page"]
    names = [[each.name for each in heap.schools] for heap in page.heaps]
    assert all(each == sorted(each) for each in names)
    assert sum(map(len, names)) == Figure.objects.filter(measure_id="MEA-DEV-03", school__isnull=False).count()
    other = ada.get(reverse("indicators:compare"), {"measure": OWN, "beside": cast.schools[0].pk}).context["page"]
    assert other.beside == cast.schools[0].name
    assert sum(len(heap.schools) for heap in other.heaps) == sum(map(len, names)) - 1


def test_results_are_told_by_school_and_grade_within_reach(ada, cast, as_) -> None:
    page = ada.get(reverse("indicators:achievement")).context["page"]
    assert not any(result.grade for place in page.places for result in place.results)
    figure = Figure.objects.get(measure_id="MEA-ASM-02", grain="district", publication=newest())
    total = sum(r.results for place in page.places for r in place.results)
    assert total >= (figure.denominator or 0) > 0
    by_grade = ada.get(reverse("indicators:achievement"), {"school": page.places[0].school}).context["page"]
    assert any(result.grade for result in by_grade.places[0].results)
    lead = User.objects.create_user("lead@harbor.example", "Lead")
    people.give_role(lead, Wanted("school_leader", schools=(cast.schools[0],)), by=None)
    own = as_(lead).get(reverse("indicators:achievement")).context["page"]
    assert {place.school for place in own.places} <= {cast.schools[0].pk}
    assert as_(lead).get(reverse("indicators:achievement"), {"school": cast.schools[1].pk}).status_code == 404
    for user in (cast.ben, cast.rosa, cast.cleo):
        assert as_(user).get(reverse("indicators:achievement")).status_code == 403


def test_a_teacher_sees_own_sections_alone(cast, as_, district) -> None:
    store = open_store(settings.DATA_FOLDER)
    paths = [str(path) for path in store.listed_paths(store.current(), "enrollments")]
    section = duckdb.sql(
        f"SELECT class_id FROM read_parquet({paths}, union_by_name = true) WHERE role = 'student' "
        "GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
    ).fetchall()[0][0]
    teacher = User.objects.create_user("teach@harbor.example", "Teach")
    people.give_role(teacher, Wanted("teacher"), by=None)
    teacher.own_subjects.all().delete()
    page = as_(teacher).get(reverse("indicators:achievement")).context["page"]
    assert page.is_own
    assert page.places == ()
    teacher.own_subjects.create(key=section)
    page = as_(teacher).get(reverse("indicators:achievement")).context["page"]
    assert len(page.places) <= 1


def test_strangers_and_those_without_a_role_see_nothing(client, cast, as_) -> None:
    for name in ("six", "measures", "compare", "schools", "targets"):
        assert client.get(reverse(f"indicators:{name}")).status_code == 302
        assert as_(cast.dov).get(reverse(f"indicators:{name}")).status_code == 403


def test_before_the_first_record_the_pages_say_what_to_do(db, data, client) -> None:
    user = User.objects.create_user("ada@elsewhere.example", "Ada")
    people.give_role(user, Wanted("administrator"), by=None)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    for name in ("six", "measures", "compare", "schools", "targets", "achievement", "waves"):
        assert client.get(reverse(f"indicators:{name}")).status_code == 200
    for name in ("six", "measures", "compare", "schools"):
        said = client.get(reverse(f"indicators:{name}")).content.decode()
        assert "Bring the first files" in said, name
        assert "0 of 0" not in said
    assert client.get(reverse("indicators:six")).content.decode().count("Not known.") == 6
    said = page_of(client)
    assert "There is no record yet" in said
    assert "that is not zero" in said
    assert "Set a target" not in said


def test_a_figure_stands_to_its_target() -> None:
    today = date(2026, 11, 1)
    target = Target(goal=0.9, is_at_least=True, line=0.7, due_on=date(2027, 6, 1))
    marks = [standing(value, target, today=today).mark for value in (None, 0.95, 0.8, 0.6)]
    assert marks == ["unknown", "ok", "way", "bad"]
    assert standing(0.8, target, today=date(2027, 7, 1)).mark == "bad"
    fewer = Target(goal=1.0, is_at_least=False, line=1.2, due_on=date(2027, 6, 1))
    assert [standing(value, fewer, today=today).mark for value in (1.0, 1.1, 1.3)] == ["ok", "way", "bad"]


def test_figures_stay_as_they_were_when_another_record_comes(ada) -> None:
    judged = conftest.JUDGED[conftest.WHOLE]
    assert judged.figures is not None
    before = newest()
    manifest = replace(judged.manifest, id="20991231T000000000-00000000")
    later = judged.figures.as_of + timedelta(days=1)
    moved = tuple(replace(each, as_of=later) for each in judged.figures.figures)
    with transaction.atomic():
        publishing.write(
            replace(judged, manifest=manifest, figures=replace(judged.figures, figures=moved, as_of=later))
        )
    page = ada.get(reverse("indicators:measure", args=[OWN])).context["page"]
    assert [line.on for line in page.history] == [later, before.as_of]
    assert figures.trend_for(User.objects.get(email="ada@harbor.example"), "MEA-DEV-03").count() == 2
