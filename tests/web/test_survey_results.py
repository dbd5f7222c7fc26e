"""What surveys found is read without telling who said what, and goes to the record without words."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from cupola.modules.voice.jobs import look_after_surveys
from cupola.modules.voice.models import Comment, Item, ItemKind, Response
from cupola.modules.voice.surveys import comments, exporting, opening
from cupola.workspace import people
from cupola.workspace.models import AuditEntry, User
from cupola.workspace.people import Wanted
from tests.web.conftest import Cast
from tests.web.surveying import TODAY, answered, begun, closed, opened

As = Callable[[User], Client]


def test_names_in_comments_are_masked_before_anybody_reads_them(cast: Cast, as_: As) -> None:
    survey = opened(cast)
    school = cast.schools[0]
    answered(survey, school, 12)
    item = survey.items.get(code="comment")
    Comment.objects.create(survey=survey, item=item, school=school, words="Ask Mr. Zzyzx, ok?")
    closed(survey)
    address = f"/voice/surveys/{survey.pk}/results/"
    assert "Ask" not in as_(cast.ada).get(address).content.decode().partition("What should we know")[2]
    assert comments.mask_waiting() == 1
    assert comments.mask_waiting() == 0
    page = as_(cast.ada).get(address).content.decode()
    assert "Ask [name], ok?" in page
    assert "Zzyzx" not in page


def test_results_wait_until_the_survey_is_closed(cast: Cast, as_: As) -> None:
    survey = opened(cast)
    answered(survey, cast.schools[0], 40)
    address = f"/voice/surveys/{survey.pk}/results/"
    page = as_(cast.ada).get(address)
    assert page.context["page"].answered == 40
    assert page.context["page"].items == ()
    survey.closes_on = TODAY - timedelta(days=1)
    survey.save()
    look_after_surveys.func()
    survey.refresh_from_db()
    assert survey.state == "closed"
    shown = as_(cast.ada).get(address).context["page"]
    assert shown.items[0].share == 100


def test_small_groups_and_what_follows_from_them_are_hidden(cast: Cast, as_: As) -> None:
    survey = opened(cast)
    for school, many in zip(cast.schools, (30, 15, 4), strict=False):
        answered(survey, school, many)
    closed(survey)
    page = as_(cast.ada).get(f"/voice/surveys/{survey.pk}/results/").context["page"]
    by_name = {line.name: line for line in page.schools}
    names = [school.name for school in cast.schools]
    assert not by_name[names[0]].is_hidden
    assert by_name[names[1]].is_hidden
    assert by_name[names[2]].is_hidden
    assert [line.name for line in page.shown_schools] == [names[0]]
    assert page.items[0].answers == 49
    hidden = as_(cast.ada).get(f"/voice/surveys/{survey.pk}/results/?school={cast.schools[2].pk}").context["page"]
    assert hidden.school is None


def test_unknown_is_not_zero(cast: Cast, as_: As) -> None:
    survey = opened(cast)
    answered(survey, cast.schools[0], 12)
    closed(survey)
    page = as_(cast.ada).get(f"/voice/surveys/{survey.pk}/results/")
    assert page.context["page"].invited is None
    assert "how many were asked is unknown" in page.content.decode()
    opening.set_invited(survey, {door.pk: 0 for door in survey.doors.all()}, by=cast.ada)
    opening.set_invited(survey, {survey.doors.get(school=cast.schools[0]).pk: 50}, by=cast.ada)
    shown = as_(cast.ada).get(f"/voice/surveys/{survey.pk}/results/").context["page"]
    assert (shown.invited, shown.rate, shown.margin) == (50, 24, 25)


def test_a_principal_sees_the_own_school_and_the_total(cast: Cast, as_: As) -> None:
    survey = opened(cast)
    mine, other, third = cast.schools[:3]
    for school, many in ((mine, 12), (other, 15), (third, 20)):
        answered(survey, school, many)
    item = survey.items.get(code="comment")
    for school, words in ((mine, "from mine"), (other, "from another")):
        Comment.objects.create(survey=survey, item=item, school=school, words=words, masked=words)
    closed(survey)
    principal = User.objects.create_user("pia@harbor.example", "Pia", "a calm harbor morning")
    people.give_role(principal, Wanted("school_leader", schools=(mine,)), by=None)
    client = as_(principal)
    page = client.get(f"/voice/surveys/{survey.pk}/results/")
    assert [line.name for line in page.context["page"].schools] == [mine.name]
    assert page.context["page"].answered == 47
    text = page.content.decode()
    assert other.name not in text
    assert "from another" not in text
    own = client.get(f"/voice/surveys/{survey.pk}/results/?school={mine.pk}").content.decode()
    assert "from mine" in own
    assert "from another" not in own
    assert client.get(f"/voice/surveys/{survey.pk}/").status_code == 403


def test_a_principal_does_not_learn_of_a_small_rest(cast: Cast, as_: As) -> None:
    survey = opened(cast)
    answered(survey, cast.schools[0], 12)
    answered(survey, cast.schools[1], 3)
    closed(survey)
    principal = User.objects.create_user("pia@harbor.example", "Pia", "a calm harbor morning")
    people.give_role(principal, Wanted("school_leader", schools=(cast.schools[0],)), by=None)
    page = as_(principal).get(f"/voice/surveys/{survey.pk}/results/").context["page"]
    assert page.shown_schools == ()


def test_scores_and_the_table_as_csv(cast: Cast, as_: As) -> None:
    survey = opened(cast, "umux-lite")
    answered(survey, cast.schools[0], 12, value=7)
    closed(survey)
    client = as_(cast.ada)
    page = client.get(f"/voice/surveys/{survey.pk}/results/").context["page"]
    assert page.scores[0].value == "100"
    rows = list(
        csv.reader(io.StringIO(client.get(f"/voice/surveys/{survey.pk}/results.csv").getvalue().decode("utf-8-sig")))
    )
    assert rows[0][0] == "question"
    assert rows[1][2:5] == ["whole district", "12", "100"]
    assert AuditEntry.objects.filter(act="survey results exported").exists()


def test_exports_leave_out_drafts_and_words(cast: Cast) -> None:
    survey = opened(cast)
    begun(cast, "parents")
    item = Item.objects.create(
        survey=survey, code="tools", kind=ItemKind.SEVERAL, text="Which?", choices=[{"value": "a"}, {"value": "b"}]
    )
    Response.objects.create(survey=survey, school=cast.schools[0], answers={"works": 4, "tools": ["a", "b"]})
    Comment.objects.create(survey=survey, item=survey.items.get(code="comment"), words="secret words")
    tables = {table.file: [list(row) for row in table.rows()] for table in exporting.TABLES}
    assert len(tables["cupola-surveys"]) == 1
    assert len(tables["cupola-survey-invitations"]) == survey.doors.count()
    assert tables["cupola-survey-responses"][0][3] == cast.schools[0].key
    answers = tables["cupola-survey-answers"]
    assert [(row[3], row[4]) for row in answers] == [(4, None), (None, "a"), (None, "b")]
    assert len({row[0] for row in answers}) == 3
    assert {row[2] for row in answers} == {survey.items.get(code="works").pk, item.pk}
    assert "secret" not in str(tables)


def test_exports_carry_the_heads_that_the_record_knows() -> None:
    from cupola.engine.sources.own_entries import FORMS

    forms = {form.file.removesuffix(".csv"): [column.name for column in form.columns] for form in FORMS}
    for table in exporting.TABLES:
        assert [_snake(name) for name in table.head] == [_snake(name) for name in forms[table.file]]
        assert all(len(list(row)) == len(table.head) for row in ())


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
