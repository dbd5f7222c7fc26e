"""The list of schools and the page that a principal reads."""

from __future__ import annotations

from django.utils import timezone

from cupola.workspace.models import Finding


def test_the_list_counts_what_is_open_at_each_school(cast, as_):
    lines = {each.key: each for each in as_(cast.ada).get("/schools/").context["schools"]}
    for school in cast.schools[:3]:
        assert lines[school.pk].open == Finding.objects.filter(school=school, is_open=True).count()


def test_a_registrar_sees_one_school(cast, as_):
    assert [each.key for each in as_(cast.rosa).get("/schools/").context["schools"]] == [cast.schools[0].pk]


def test_a_school_page_says_what_is_open_and_what_was_fixed(cast, as_):
    school = cast.schools[0]
    fixed = Finding.objects.filter(school=school).last()
    Finding.objects.filter(pk=fixed.pk).update(is_open=False, closed_on=timezone.localdate())
    answer = as_(cast.rosa).get(f"/schools/{school.pk}/")
    page = answer.context["page"]
    assert page.open == Finding.objects.filter(school=school, is_open=True).count()
    assert page.closed == 1
    assert "Other schools do not appear here" in answer.content.decode()


def test_another_school_does_not_exist_for_a_registrar(cast, as_):
    assert as_(cast.rosa).get(f"/schools/{cast.schools[1].pk}/").status_code == 404


def test_a_board_reader_is_refused(cast, as_):
    assert as_(cast.cleo).get("/schools/").status_code == 403
