"""The kept copy: without passwords and the like, for those who may see names, and only as long as wanted."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from cupola.engine.intake.blanking import copy_blanked
from cupola.workspace import keeping
from cupola.workspace.models import AuditEntry, Delivery, DeliveryState

pytestmark = pytest.mark.slow

CELLS = [["Name", "Password", "Last IP"], ["Ada, Nia", "tulip", "10.0.0.1"], ["Leo\nB", "rose", ""]]


def sheet(path: Path) -> Path:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for number, row in enumerate(CELLS):
            page.write_row(number, 0, row)
    return path


def text(path: Path, **how: object) -> Path:
    out = io.StringIO()
    csv.writer(out, **how).writerows(CELLS)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    return path


def test_a_text_file_keeps_its_lines_and_loses_forbidden_cells(tmp_path: Path) -> None:
    source = text(tmp_path / "users.csv", delimiter=";")
    copied = copy_blanked(source, tmp_path / "copy.csv")
    assert copied.blanked == ("Last IP", "Password")
    rows = list(csv.reader(io.StringIO(copied.path.read_text(encoding="utf-8"), newline=""), delimiter=";"))
    assert rows == [CELLS[0], ["Ada, Nia", "", ""], ["Leo\nB", "", ""]]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_a_text_file_stays_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    source = tmp_path / "users.csv"
    lines = "Name,Password\r\n" + "".join(f"Núñez{n},tulip\r\n" for n in range(40))
    source.write_bytes(lines.encode(encoding))
    copied = copy_blanked(source, tmp_path / "copy.csv")
    assert copied.path.read_bytes().decode(encoding) == lines.replace("tulip", "")


def test_a_file_without_forbidden_columns_is_kept_byte_for_byte(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_bytes(b'"a",b\r\n\r\n1,"2"\n')
    assert copy_blanked(source, tmp_path / "b.csv").path.read_bytes() == source.read_bytes()


def test_a_workbook_and_a_zip_lose_them_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(sheet(tmp_path / "users.xlsx"), "in/users.xlsx")
        archive.write(text(tmp_path / "users.csv"), "users.csv")
    copied = copy_blanked(tmp_path / "all.zip", tmp_path / "copy.zip")
    assert copied.blanked == ("Last IP", "Password")
    with zipfile.ZipFile(copied.path) as archive:
        assert sorted(archive.namelist()) == ["in/users.xlsx", "users.csv"]
        assert b"tulip" not in archive.read("users.csv")
        with zipfile.ZipFile(io.BytesIO(archive.read("in/users.xlsx"))) as book:
            inside = b"".join(book.read(name) for name in book.namelist())
    assert b"tulip" not in inside
    assert b"10.0.0.1" not in inside
    assert b"Ada, Nia" in inside


def test_what_cannot_be_looked_into_or_rewritten_is_not_kept(tmp_path: Path) -> None:
    pdf = tmp_path / "letter.pdf"
    pdf.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    assert copy_blanked(pdf, tmp_path / "copy.pdf").path is None
    secrets = tmp_path / "users.json"
    secrets.write_text('{"users": [' + ",".join('{"name": "Nia", "password": "tulip"}' for _ in range(5)) + "]}")
    copied = copy_blanked(secrets, tmp_path / "copy.json")
    assert copied.path is None
    assert copied.why_not


@pytest.fixture
def kept_delivery(cast, record: Path) -> Delivery:
    made = Delivery.objects.create(who="Ada", state=DeliveryState.READY)
    keeping.upload_of(made).mkdir(parents=True)
    text(keeping.upload_of(made) / "users.csv")
    keeping.keep(made)
    return made


def test_a_kept_copy_is_taken_by_those_who_may_and_written_down(kept_delivery: Delivery, cast, as_) -> None:
    address = f"/deliveries/{kept_delivery.pk}/kept/0/"
    ada = as_(cast.ada)
    assert b"Ada, Nia" not in ada.get(address).content
    assert b"taking it needs a reason" in ada.post(address, {"reason": "why"}).content
    assert not AuditEntry.objects.filter(act="kept copy taken").exists()
    answer = ada.post(address, {"reason": "The state asked for the file as it came"})
    body = b"".join(answer.streaming_content)
    assert b"Ada, Nia" in body
    assert b"tulip" not in body
    assert answer.headers["Content-Disposition"] == 'attachment; filename="users.csv"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    line = AuditEntry.objects.filter(act="kept copy taken").get()
    assert (line.user, line.thing) == (cast.ada, f"delivery:{kept_delivery.pk}")
    assert line.reason == "The state asked for the file as it came"
    assert as_(cast.ada).get(f"/deliveries/{kept_delivery.pk}/kept/7/").status_code == 404
    for person in (cast.ben, cast.rosa, cast.cleo, cast.dov):
        assert as_(person).get(address).status_code == 403


def test_the_untouched_files_go_when_it_is_put_aside(kept_delivery: Delivery, cast, as_) -> None:
    as_(cast.ada).post(f"/deliveries/{kept_delivery.pk}/decide/", {"act": "aside"})
    assert not keeping.upload_of(kept_delivery).exists()
    assert keeping.kept_files(kept_delivery)[0].path.is_file()


def test_kept_copies_go_when_their_time_is_over(kept_delivery: Delivery, settings) -> None:
    assert keeping.purge() == 0
    assert keeping.kept_files(kept_delivery)
    past = timezone.now() - timedelta(days=settings.OPTIONS.keep_days + 1)
    Delivery.objects.filter(pk=kept_delivery.pk).update(came_at=past)
    assert keeping.purge() == 1
    assert keeping.kept_files(kept_delivery) == ()
    assert not keeping.upload_of(kept_delivery).exists()
    assert AuditEntry.objects.filter(act="kept copy removed").exists()
