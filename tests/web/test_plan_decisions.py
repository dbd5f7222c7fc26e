"""Alternatives compared and decided, and decisions asked of a cabinet member."""

from __future__ import annotations

import pytest

from cupola.modules.strategy.models import Alternative, Ask, AskOption, Criterion
from cupola.workspace.models import AuditEntry
from tests.web.test_plan import everything, in_days, leader, to


@pytest.fixture
def plan(cast) -> dict[str, object]:
    return everything(cast)


def test_criteria_scores_and_the_sentence_of_what_the_ranking_hangs_on(plan, cast, as_) -> None:
    ada, row = as_(cast.ada), plan["comparison"]
    other = Alternative.objects.create(comparison=row, title="Print in the office", five_year_cents=250)
    rows = {"title_0": "Cost", "weight_0": 30, "kind_0": "cost", "title_1": "Ease", "weight_1": 70, "kind_1": "score"}
    ada.post(to("criteria", row.pk), rows)
    _cost, ease = Criterion.objects.order_by("pk")
    first = plan["alternative"]
    ada.post(to("scores", row.pk), {f"s_{first.pk}_{ease.pk}": "2", f"s_{other.pk}_{ease.pk}": "7"})
    page = ada.get(to("comparison", row.pk)).content.decode()
    # 10 s + 2 (1 - s) = 4 s + 7 (1 - s) at 5/11.
    assert "Print in the office wins unless cost weighs over 45%" in page
    assert "Print in the office is first, 1.7 points of 10 before Buy new ones." in page
    assert page.count("<figcaption") == 2


def test_a_decision_is_written_down_and_holds_until_it_is_opened_again(plan, cast, as_) -> None:
    ada, row = as_(cast.ada), plan["comparison"]
    said = {
        "decided_for": plan["alternative"].pk, "decided_by": "the cabinet", "decided_on": in_days(0), "why": "Cheaper",
    }  # fmt: skip
    ada.post(to("decide", row.pk), said)
    page = ada.get(to("comparison", row.pk)).content.decode()
    assert "Decided for Buy new ones" in page
    assert "the cabinet" in page
    assert "Cheaper" in page
    assert ada.post(to("criteria", row.pk), {"title_0": "New"}).status_code == 302
    assert not Criterion.objects.exists()
    ada.post(to("reopen", row.pk), {"why": "The price went up"})
    row.refresh_from_db()
    assert row.state == "open"
    assert AuditEntry.objects.filter(reason="The price went up").exists()


def test_a_cabinet_member_answers_once_and_the_answer_is_on_the_plan(plan, cast, as_) -> None:
    sue = as_(leader(cast, "Sue", "cabinet_member"))
    yes, no = plan["options"]
    ask = to("ask", plan["ask"].pk)
    assert as_(cast.ben).post(ask, {"option": yes.pk}).status_code == 422
    assert "Your answer" in sue.get(ask).content.decode()
    sue.post(ask, {"option": yes.pk, "note": "From January"})
    assert sue.post(ask, {"option": no.pk}).status_code == 422
    row = Ask.objects.get()
    assert (row.answer, row.answered_who, row.note) == (yes, "Sue", "From January")
    for page in (to("plan"), to("initiative", plan["initiative"].pk), to("asks")):
        assert "Yes, said Sue" in as_(cast.ada).get(page).content.decode(), page
    assert as_(cast.ada).post(to("ask-edit", row.pk), {}).status_code == 422


def test_a_question_is_asked_with_options(cast, as_) -> None:
    filled = {
        "question": "One to one in grade 2?", "by_when": in_days(9), "option_0": "Yes", "option_1": "No",
        "consequence_1": "Carts stay",
    }  # fmt: skip
    answer = as_(cast.ada).post(to("ask-new"), filled, follow=True)
    assert "Carts stay" in answer.content.decode()
    assert list(AskOption.objects.values_list("text", flat=True)) == ["Yes", "No"]
    assert as_(cast.ada).post(to("ask-new"), {**filled, "option_1": "yes"}).status_code == 422
