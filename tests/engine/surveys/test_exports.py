"""Files of four form programs are recognised, and nothing that names people comes in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from cupola.engine.surveys.exports import UnreadableSurvey, read_survey
from cupola.engine.surveys.scales import place_on_scale, question_of

QUALTRICS = (
    "StartDate,EndDate,Status,IPAddress,Progress,Finished,RecordedDate,ResponseId,RecipientEmail,UserLanguage,Q1,Q2\n"
    "Start Date,End Date,Response Type,IP Address,Progress,Finished,Recorded Date,Response ID,Recipient Email,"
    "User Language,The network works,What should we know?\n"
    + ",".join(f'"{{""ImportId"":""c{n}""}}"' for n in range(12))
    + "\n2026-10-01 08:00:00,2026-10-01 08:02:00,IP Address,10.0.0.1,100,True,2026-10-01 08:02:01,R_1,a@b.example,EN,"
    "Agree,More chargers\n"
    "2026-10-02 08:00:00,2026-10-02 08:02:00,IP Address,10.0.0.2,100,True,2026-10-02 08:02:01,R_2,,ES,"
    "Strongly disagree,\n"
    "2026-10-02 08:00:00,2026-10-02 08:02:00,Survey Preview,10.0.0.2,100,True,2026-10-02 08:02:01,R_3,,EN,Agree,x\n"
    "2026-10-02 08:00:00,2026-10-02 08:02:00,IP Address,10.0.0.3,40,False,2026-10-02 08:02:01,R_4,,EN,Agree,\n"
)
LIMESURVEY = (
    '"id","submitdate","lastpage","startlanguage","seed","ipaddr","Q1. The network works","Q2. Which do you use?"\n'
    '"1","2026-10-01 09:00:00","2","es","77","10.0.0.1","4","Docs"\n'
    '"2","","1","en","78","10.0.0.1","2",""\n'
    '"3","2026-10-03 09:00:00","2","en","79","10.0.0.1","5","Docs"\n'
)
GOOGLE = (
    "Timestamp,Email Address,The network works,Which do you use?\n"
    "9/14/2026 8:03:11,a@b.example,4,Docs;Sheets\n"
    "9/15/2026 8:03:11,,2,Docs\n"
    "9/16/2026 8:03:11,,5,Sheets;Docs\n"
)


def _file(folder: Path, text: str, name: str = "answers.csv") -> Path:
    place = folder / name
    place.write_text(text, encoding="utf-8")
    return place


def test_qualtrics(tmp_path: Path) -> None:
    read = read_survey(_file(tmp_path, QUALTRICS))
    assert read.program == "Qualtrics"
    assert [(each.text, each.kind) for each in read.questions] == [
        ("The network works", "scale"),
        ("What should we know?", "text"),
    ]
    assert read.rows == (("Agree", "More chargers"), ("Strongly disagree", ""))
    assert read.set_aside == {"test answers and spam": 1, "answers that were never sent": 1}
    assert {"IPAddress", "RecipientEmail"} <= set(read.dropped)
    assert read.languages == ("en", "es")
    assert read.days == (date(2026, 10, 1), date(2026, 10, 2))


def test_limesurvey(tmp_path: Path) -> None:
    read = read_survey(_file(tmp_path, LIMESURVEY))
    assert read.program == "LimeSurvey"
    assert [each.code for each in read.questions] == ["Q1", "Q2"]
    assert len(read.rows) == 2
    assert read.set_aside == {"answers that were never sent": 1}
    assert read.languages == ("es", "en")


def test_google_forms(tmp_path: Path) -> None:
    read = read_survey(_file(tmp_path, GOOGLE))
    assert read.program == "Google Forms"
    assert [each.kind for each in read.questions] == ["scale", "several"]
    assert read.dropped == ("Email Address",)
    assert read.days[0] == date(2026, 9, 14)


def test_days_are_read_by_the_form_that_fits_most(tmp_path: Path) -> None:
    spanish = (
        GOOGLE.replace("9/14/2026", "03/09/2026").replace("9/15/2026", "15/09/2026").replace("9/16/2026", "16/09/2026")
    )
    assert read_survey(_file(tmp_path, spanish.replace("Timestamp", "Marca temporal"))).days[0] == date(2026, 9, 3)


def test_microsoft_forms(tmp_path: Path) -> None:
    place = tmp_path / "answers.xlsx"
    book = xlsxwriter.Workbook(str(place))
    sheet = book.add_worksheet()
    head = ("ID", "Start time", "Completion time", "Email", "Name", "I get help soon enough", "What do you need?")
    sheet.write_row(0, 0, head)
    when = book.add_format({"num_format": "m/d/yy h:mm"})
    for number, help_ in enumerate(("Agree", "Neutral", "Strongly agree"), start=1):
        sheet.write_row(number, 0, (number, "", "", "a@b.example", "Somebody", help_, f"Need {number}"))
        sheet.write_number(number, 1, 46300.3, when)
        sheet.write_number(number, 2, 46300.4, when)
    book.close()
    read = read_survey(place)
    assert read.program == "Microsoft Forms"
    assert [each.kind for each in read.questions] == ["scale", "text"]
    assert set(read.dropped) == {"Email", "Name"}
    assert "Somebody" not in str(read.rows)
    assert all(read.days)


def test_a_new_wording_is_one_question(tmp_path: Path) -> None:
    text = "Timestamp,The network works well,The network works well.,Other\n" + "".join(
        f"9/1{n}/2026 8:00:00,{4 if n < 3 else ''},{'' if n < 3 else 5},{n}\n" for n in range(1, 6)
    )
    read = read_survey(_file(tmp_path, text))
    assert len(read.questions) == 2
    assert [row[0] for row in read.rows] == ["4", "4", "5", "5", "5"]
    assert read.notes


def test_what_is_no_survey_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSurvey, match="no answers"):
        read_survey(_file(tmp_path, "Timestamp,Question\n"))
    with pytest.raises(UnreadableSurvey, match="no column"):
        read_survey(_file(tmp_path, "Timestamp,Email\n9/1/2026,a@b.example\n"))
    broken = tmp_path / "x.xlsx"
    broken.write_bytes(b"PK\x03\x04 and then nothing\n")
    with pytest.raises(UnreadableSurvey, match="workbook"):
        read_survey(broken)


@pytest.mark.parametrize(
    ("cell", "place"),
    [("Agree", 4), ("5 (very much)", 5), ("3 - Neutral", 3), ("Muy de acuerdo", 5), ("6-8", None), ("3.5", None)],
)
def test_places_on_a_scale(cell: str, place: float | None) -> None:
    assert place_on_scale(cell) == place


def test_kinds_are_guessed() -> None:
    assert question_of("q", "", ["6-8", "9-12", "6-8", "9-12"]).kind == "choice"
    assert question_of("q", "", ["0", "3", "10"]).kind == "number"
    assert question_of("q", "", ["1", "3", "7"]).scale_to == 7
    assert question_of("q", "", ["a long thing", "another", "third one", "fourth"]).kind == "text"
