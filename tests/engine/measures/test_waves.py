"""Waves of a survey: shares with margins, and questions that were changed since the wave before."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cupola.engine.journey import load
from cupola.engine.loading import LoadOptions
from cupola.engine.measures.waves import Wave, waves

FILES = {
    "cupola-surveys": ("surveyId", "title", "audience", "wave", "openedOn", "closedOn"),
    "cupola-survey-invitations": ("invitationId", "surveyId", "orgId", "invited"),
    "cupola-survey-questions": ("questionId", "surveyId", "code", "text", "kind", "scaleTo", "reversed"),
    "cupola-survey-responses": ("responseId", "surveyId", "answeredOn", "orgId", "role", "language"),
    "cupola-survey-answers": ("answerId", "responseId", "questionId", "number", "choice"),
}
ASKED = {
    "1": [("q1", "Wi-Fi  holds", 5), ("q2", "Devices last", 5), ("q3", "Help is quick", 5)],
    "2": [("q1", "wi-fi holds", 5), ("q2", "Devices last long", 5), ("q3", "Help is quick", 7), ("q4", "New", 5)],
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Wave, ...]:
    folder = tmp_path_factory.mktemp("waves")
    rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in FILES}
    for survey, day in (("1", "2025-10-01"), ("2", "2026-10-01")):
        rows["cupola-surveys"].append((survey, "Teachers", "teacher", "teachers", day, ""))
        rows["cupola-survey-invitations"].append((survey, survey, "", 40))
        for place, (code, words, top) in enumerate(ASKED[survey]):
            rows["cupola-survey-questions"].append((f"{survey}{place}", survey, code, words, "scale", top, "false"))
        for answer in range(20):
            key = f"{survey}-{answer}"
            rows["cupola-survey-responses"].append((key, survey, day, "", "teacher", "en"))
            for place, (_code, _words, top) in enumerate(ASKED[survey]):
                if place < 3:
                    number = top if answer < 10 else 1
                    rows["cupola-survey-answers"].append((f"{key}-{place}", key, f"{survey}{place}", number, ""))
    (folder / "own").mkdir()
    for name, head in FILES.items():
        with (folder / "own" / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle).writerows([head, *rows[name]])
    load([folder / "own"], LoadOptions(Path(folder / "data"), accept_unusual=True))
    return waves(folder / "data", "current", "teacher")


def test_waves_come_in_their_order_with_share_and_margin(told: tuple[Wave, ...]) -> None:
    assert [str(wave.opened_on) for wave in told] == ["2025-10-01", "2026-10-01"]
    first = told[0]
    assert (first.answered, first.invited, first.good) == (20, 40, 0.5)
    assert first.margin == pytest.approx(1.96 * (0.25 / 20) ** 0.5 * (20 / 39) ** 0.5, rel=1e-3)
    assert first.changed == ()


def test_questions_put_anew_are_flagged_and_blanks_or_capitals_are_not(told: tuple[Wave, ...]) -> None:
    assert {item.code: item.change for item in told[1].items} == {"q1": "", "q2": "words", "q3": "scale", "q4": "new"}
    assert {item.code: item.good for item in told[1].items}["q4"] is None
    assert told[1].points > 0


def test_surveys_are_named_by_their_key_in_the_record(told: tuple[Wave, ...]) -> None:
    assert [wave.survey for wave in told] == ["own:1", "own:2"]
