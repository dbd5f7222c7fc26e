"""The plan as a spreadsheet: our export brought back changes nothing, and every fault says where."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from cupola.engine.paper.cells import from_cell, to_cell
from cupola.modules.strategy.models import Dependency, Goal, Initiative, Milestone, Money
from cupola.modules.strategy.services.versions import content
from cupola.modules.strategy.services.workbook import SHEETS

Sheets = dict[str, list[list[Any]]]


@pytest.fixture
def plan(cast) -> Initiative:
    goal = Goal.objects.create(code="G1", title="=SUM(A1)", text="two\nlines", measure="-5%", place=3)
    Goal.objects.create(code="G2", title="'quoted", place=4, is_open=False)
    row = Initiative.objects.create(
        code="I1", title="+1 device", goal=goal, owner=cast.ada, hours=12, promised="@home\r\nand more  ",
        begins_on=date(2026, 8, 1), ends_on=date(2027, 6, 30), state="done", kept="yes",
    )  # fmt: skip
    Initiative.objects.create(
        code="I2", title="2026", begins_on=date(2026, 8, 1), ends_on=date(2027, 6, 30), state="active"
    )
    first = Milestone.objects.create(code="M1", title="One", initiative=row, due_on=date(2026, 9, 1), hours=0)
    second = Milestone.objects.create(code="M2", title="Two", initiative=row, due_on=date(2027, 1, 5))
    Dependency.objects.create(milestone=second, needs_first=first)
    Money.objects.create(initiative=row, fund="Title I", school_year=2027, cents=123_456_789)
    Money.objects.create(initiative=row, fund="Title I", school_year=2028, cents=7)
    return row


def exported(client) -> bytes:
    found: bytes = client.get(reverse("strategy:workbook")).content
    return found


def sheets(content: bytes) -> Sheets:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def changed(content: bytes, change: Callable[[Sheets], None]) -> bytes:
    """The same workbook with other cells."""
    held = sheets(content)
    change(held)
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False})
    for name, rows in held.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell != "":
                    sheet.write(number, column, cell)
    book.close()
    return file.getvalue()


def brought(client, content: bytes) -> Any:
    return client.post(reverse("strategy:import"), {"sheet": SimpleUploadedFile("plan.xlsx", content)})


def test_our_export_brought_back_unchanged_changes_nothing(plan, ada) -> None:
    answer = brought(ada, exported(ada))
    assert answer.context["counts"] == {"new": 0, "changed": 0, "same": 8, "faulty": 0}
    assert "It would change nothing." in answer.content.decode()


def test_no_cell_of_the_export_is_a_formula_and_no_person_is_named(plan, ada) -> None:
    found = sheets(exported(ada))
    assert list(found) == list(SHEETS)
    assert found["Goals"][1][1] == "'=SUM(A1)"
    assert not any("Ada" in str(cell) for rows in found.values() for row in rows for cell in row)


@pytest.mark.parametrize("text", ["=1", "'=1", "''=1", "plain", "'", "-", "it's"])
def test_guarding_a_text_can_be_taken_back_exactly(text: str) -> None:
    assert from_cell(to_cell(text)) == text


def test_new_and_changed_rows_are_shown_and_then_taken_in(plan, ada) -> None:
    def change(held: Sheets) -> None:
        held["Goals"][1][3] = "10%"
        held["Milestones"].append(["M9", "I2", "Nine", "3/31/2027", "", 5.0, "M1, M2"])
        held["Money"].append(["I2", "Bond", "2026-27", 1000.5])
        held["Initiatives"].append(["I9", "G2", "Nine", "", date(2027, 1, 1), date(2027, 2, 1), "", "", ""])

    answer = brought(ada, changed(exported(ada), change))
    assert answer.context["counts"] == {"new": 3, "changed": 1, "same": 7, "faulty": 0}
    page = answer.content.decode()
    assert "measure: -5% becomes 10%" in page
    assert not Milestone.objects.filter(code="M9").exists()
    ada.post(reverse("strategy:import"), {"book": answer.context["signed"]})
    row = Milestone.objects.get(code="M9")
    assert (row.due_on, row.first_due_on, row.hours) == (date(2027, 3, 31), date(2027, 3, 31), 5)
    assert sorted(each.needs_first.code for each in row.waits_for.all()) == ["M1", "M2"]
    assert Money.objects.get(fund="Bond").cents == 100_050
    assert Initiative.objects.get(code="I9").goal.code == "G2"
    assert brought(ada, exported(ada)).context["writes"] == 0


def test_faults_say_place_fact_and_next_step_and_leave_the_rest_in(plan, ada) -> None:
    def change(held: Sheets) -> None:
        held["Milestones"][1][3] = "soon"
        held["Milestones"].append(["M3", "I77", "Lost", date(2027, 1, 1), "", "", ""])
        held["Milestones"].append(["M4", "I1", "Good", date(2027, 1, 1), "", "", ""])
        held["Milestones"].append(["M4", "I1", "Again", date(2027, 1, 1), "", "", ""])
        held["Initiatives"][2][6] = "done"
        held["Money"][1][3] = "a lot"

    answer = brought(ada, changed(exported(ada), change))
    page = answer.content.decode()
    for words in (
        "Milestones, row 2",
        "due: “soon” is no day. Write it as 2027-05-31.",
        "initiative: I77 is not in the plan. Give a code that the sheet Initiatives has.",
        "It stands in this sheet twice. Take one of them out.",
        "state: cannot be changed to done here. Close it on its page, which asks what was measured.",
        "dollars: “a lot” is no amount of dollars. Write digits only.",
    ):
        assert words in page, words
    assert answer.context["counts"]["new"] == 1
    ada.post(reverse("strategy:import"), {"book": answer.context["signed"]})
    assert Milestone.objects.get(code="M4").title == "Good"


def test_milestones_that_would_wait_for_themselves_are_faulty(plan, ada) -> None:
    def change(held: Sheets) -> None:
        held["Milestones"][1][6] = "M2"

    answer = brought(ada, changed(exported(ada), change))
    assert "needs first: lets it wait for itself. Take one of the codes out." in answer.content.decode()


def test_rows_and_sheets_that_are_missing_stay(plan, ada) -> None:
    before = content()

    def change(held: Sheets) -> None:
        del held["Money"]
        del held["Goals"][1]
        for row in held["Milestones"]:
            del row[6]

    answer = brought(ada, changed(exported(ada), change))
    assert answer.context["writes"] == answer.context["counts"]["faulty"] == 0
    assert content() == before


def test_what_is_no_workbook_is_refused_in_words(cast, ada) -> None:
    answer = brought(ada, b"hello")
    assert answer.status_code == 422
    assert "is no workbook that can be read" in answer.content.decode()
    empty = io.BytesIO()
    with xlsxwriter.Workbook(empty) as book:
        book.add_worksheet("Other")
    assert "has none of the sheets" in brought(ada, empty.getvalue()).content.decode()


def test_a_workbook_that_somebody_else_looked_at_is_not_taken_in(plan, ada, cast, as_) -> None:
    signed = brought(ada, exported(ada)).context["signed"]
    answer = as_(cast.ben).post(reverse("strategy:import"), {"book": signed})
    assert answer.status_code == 403
    assert ada.post(reverse("strategy:import"), {"book": "forged"}, follow=True).status_code == 200
