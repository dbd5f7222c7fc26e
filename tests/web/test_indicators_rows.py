"""From a figure to its rows for who may see them, and the schools that make a gap."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from cupola.engine.measures.reading import shipped_measures
from cupola.workspace import people
from cupola.workspace.models import Figure, User
from cupola.workspace.people import Wanted
from tests.web.conftest import newest

OWN = "one-to-one-coverage"


def page_of(client: Any, slug: str = OWN) -> str:
    answer = client.get(reverse("indicators:measure", args=[slug]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_figure_is_followed_to_its_rows(ada, cast) -> None:
    figure = Figure.objects.get(measure_id="MEA-DEV-03", grain="district", publication=newest())
    assert reverse("indicators:rows", args=[OWN]) in page_of(ada)
    page = ada.get(reverse("indicators:rows", args=[OWN])).context["page"]
    assert (page.top, page.bottom) == (figure.numerator, figure.denominator)
    school = next(f for f in Figure.objects.filter(measure_id="MEA-DEV-03", grain="school") if f.school_id)
    answer = ada.get(reverse("indicators:rows", args=[OWN]), {"school": school.school_id, "only": "top"})
    assert answer.context["page"].count == school.numerator
    assert ada.get(reverse("indicators:rows", args=["teacher-satisfaction"])).status_code == 404


def test_every_measure_leads_to_its_rows_or_says_why_there_are_none(ada) -> None:
    counted = set(Figure.objects.filter(publication=newest()).values_list("measure_id", flat=True))
    without = {}
    for measure in shipped_measures():
        answer = ada.get(reverse("indicators:measure", args=[measure.slug]))
        page, address = answer.context["page"], reverse("indicators:rows", args=[measure.slug])
        assert (f'href="{address}"' in answer.content.decode()) is not bool(page.no_rows), measure.slug
        if page.no_rows:
            assert page.no_rows in answer.content.decode()
            without[measure.id] = page.no_rows
        else:
            assert ada.get(address).context["page"].count > 0, measure.slug
    unsaid = {each for each in without if each in counted and not each.startswith("MEA-SAT")}
    assert unsaid <= {"MEA-EQU-11"}
    assert len(counted - without.keys()) > 60


def test_the_rows_of_days_at_school_are_those_of_the_own_school(cast, as_) -> None:
    page = as_(cast.rosa).get(reverse("indicators:rows", args=["attendance-share"])).context["page"]
    assert {line.row.school for line in page.rows} == {cast.schools[0].key}
    assert all("days" in line.row.facts for line in page.rows)


def test_a_board_reader_sees_the_figure_and_is_refused_its_rows(cast, as_) -> None:
    cleo = as_(cast.cleo)
    assert "and not the rows behind it" in page_of(cleo)
    assert cleo.get(reverse("indicators:rows", args=[OWN])).status_code == 403
    assert cleo.get(reverse("indicators:target-new", args=[OWN])).status_code == 403
    assert cleo.get(reverse("indicators:achievement")).status_code == 403


def test_a_cabinet_member_opens_rows_of_devices_and_none_of_people(cast, as_) -> None:
    user = User.objects.create_user("cab@harbor.example", "Cab")
    people.give_role(user, Wanted("cabinet_member"), by=None)
    client = as_(user)
    assert client.get(reverse("indicators:rows", args=["devices-lost"])).status_code == 200
    assert client.get(reverse("indicators:rows", args=[OWN])).status_code == 403


def test_a_registrar_opens_the_rows_of_the_own_school_alone(cast, as_) -> None:
    rosa = as_(cast.rosa)
    own, other = cast.schools[0], cast.schools[1]
    page = rosa.get(reverse("indicators:rows", args=[OWN])).context["page"]
    assert page.is_narrowed
    assert {line.row.school for line in page.rows} <= {own.key}
    address = reverse("indicators:rows", args=[OWN])
    assert rosa.get(address, {"school": own.pk}).status_code == 200
    assert rosa.get(address, {"school": other.pk}).status_code == 404
    assert rosa.get(reverse("indicators:rows", args=["systems-in-the-cloud"])).status_code == 403


def school_counts(measure: str, *counted: tuple[int, int]) -> None:
    """Give the schools of a measure these counts, and the district the width between them."""
    schools = Figure.objects.filter(publication=newest(), measure_id=measure, grain="school").order_by("pk")
    schools.exclude(pk__in=[each.pk for each in schools[: len(counted)]]).delete()
    for figure, (without, known) in zip(schools, counted, strict=True):
        Figure.objects.filter(pk=figure.pk).update(numerator=without, denominator=known)
    shares = [without / known for without, known in counted if known >= 5]
    Figure.objects.filter(publication=newest(), measure_id=measure, grain="district").update(
        value=max(shares) - min(shares)
    )


def test_a_gap_between_schools_names_its_two_schools_and_says_when_few_students_make_it(ada, cast, as_) -> None:
    school_counts("MEA-EQU-02", (12, 12), (3, 300), (100, 250))
    page = ada.get(reverse("indicators:measure", args=["device-gap-by-school"])).context["page"]
    told = page.widths.told
    assert (told.most.known, told.least.known, told.is_of_few) == (12, 300, True)
    assert (page.widths.larger.most.known, page.widths.larger.value) == (250, "39 points")
    said = page_of(ada, "device-gap-by-school")
    assert "where 12 of 12 students lack it (100.0%)" in said
    assert "Among schools of 30 or more the gap is 39 points" in said
    today = ada.get(reverse("shell:today")).content.decode()
    assert "A school of 12 students makes this gap. Among schools of 30 or more it is 39 points." in today
    school_counts("MEA-EQU-02", (60, 120), (3, 300), (100, 250))
    assert "makes this gap" not in ada.get(reverse("indicators:six")).content.decode()
    said = page_of(ada, "device-gap-by-school")
    assert "Which schools make this gap" in said
    assert "A few students make this number" not in said


def test_who_sees_one_school_is_not_told_of_the_two_that_make_the_gap(cast, as_) -> None:
    assert "Which schools make this gap" not in page_of(as_(cast.rosa), "device-gap-by-school")
