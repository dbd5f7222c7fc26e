"""What is downloaded is what is on screen, whole, scoped, audited, and never a formula."""

from __future__ import annotations

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from cupola.shell.downloads import safe
from cupola.workspace.models import AuditEntry, Finding


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def table(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body(answer).decode("utf-8-sig"))))


def test_every_page_of_the_filter_is_in_the_file(cast, as_):
    rows = table(as_(cast.ada).get("/findings/rows.csv?priority=error"))
    assert len(rows) - 1 == Finding.objects.filter(severity=3, is_open=True).count() > 50


def test_the_sheet_holds_the_same_as_the_lines(cast, as_):
    client = as_(cast.ada)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(body(client.get("/findings/rows.xlsx")))).get_sheet_by_index(0)
    lines = table(client.get("/findings/rows.csv"))
    assert [str(row[-1]) for row in sheet.to_python()] == [row[-1] for row in lines]


def test_the_queue_is_downloaded_as_it_is_grouped(cast, as_):
    client = as_(cast.ada)
    shown = client.get("/findings/?group=school").context["page"].pager.total
    assert len(table(client.get("/findings/queue.csv?group=school"))) - 1 == shown


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "  @"])
def test_a_cell_that_begins_like_a_formula_is_text(begin):
    assert safe(f"{begin}cmd|' /C calc'!A0") == f"'{begin}cmd|' /C calc'!A0"


def test_plain_cells_stay_as_they_are():
    assert [safe(each) for each in ("a=b", "", None, 3, -2, "O'Neil")] == ["a=b", "", None, 3, -2, "O'Neil"]


def test_a_formula_in_a_file_that_was_delivered_reaches_no_spreadsheet(cast, as_):
    found = Finding.objects.filter(is_open=True).first()
    Finding.objects.filter(pk=found.pk).update(value="=HYPERLINK(1)", file="+evil.csv", message="@SUM(1)")
    client = as_(cast.ada)
    cells = [cell for row in table(client.get("/findings/rows.csv")) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(body(client.get("/findings/rows.xlsx")))).get_sheet_by_index(0)
    flat = [cell for row in sheet.to_python() for cell in row if isinstance(cell, str)]
    assert "'=HYPERLINK(1)" in flat


def test_a_download_leaves_an_audit_line(cast, as_):
    body(as_(cast.rosa).get("/findings/rows.csv?priority=error"))
    entry = AuditEntry.objects.filter(act="findings exported").get()
    assert (entry.user, entry.thing) == (cast.rosa, "findings?priority=error")
    assert entry.details["rows"] == Finding.objects.filter(school=cast.schools[0], severity=3).count()


def test_a_registrar_downloads_her_school_alone(cast, as_):
    client = as_(cast.rosa)
    rows = table(client.get("/findings/rows.csv?standing=all"))
    prints = {row[-1] for row in rows[1:]}
    assert prints == set(Finding.objects.filter(school=cast.schools[0]).values_list("fingerprint", flat=True))


def test_other_files_do_not_exist(cast, as_):
    for name in ("rows.pdf", "users.csv", "rows.csv.bak"):
        assert as_(cast.ada).get(f"/findings/{name}").status_code == 404
