"""The register of systems and the audit results: typed in, brought as spreadsheets, counted, delivered."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from cupola.engine.record.store import open_store
from cupola.modules.flows import sample
from cupola.sample.life import write_life
from cupola.workspace import own_record
from cupola.workspace.models import AuditEntry, AuditResult, School, System, User, Vendor
from cupola.workspace.systems import shares, vendor_named
from tests.web.conftest import roster_alone

Lines = list[list[Any]]


@pytest.fixture
def register(cast) -> None:
    vendor = Vendor.objects.create(name="Quillstone")
    System.objects.create(name="=SIS", vendor=vendor, hosting="vendor_hosted", users=900, annual_cents=10_000_000,
                          tier=1, owner=cast.ada, for_attendance=True, contract_ends=date(2027, 6, 30))  # fmt: skip
    System.objects.create(name="Finance", hosting="on_premises", users=100, annual_cents=30_000_000, for_finance=True)
    System.objects.create(name="Filter", hosting="hybrid", users=None, annual_cents=0, exit_route="none\nat all")
    System.objects.create(name="Portfolios", hosting="unknown", users=50)


def lines_of(client, form: str = "xlsx") -> Lines:
    content = client.get(reverse("flows:systems-file", args=[form])).content
    if form == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(False)


def sheet_of(lines: Lines) -> SimpleUploadedFile:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False})
    sheet = book.add_worksheet("Systems")
    for number, line in enumerate(lines):
        for place, cell in enumerate(line):
            if cell != "":
                sheet.write(number, place, cell)
    book.close()
    return SimpleUploadedFile("systems.xlsx", file.getvalue())


def brought(client, lines: Lines, page: str = "flows:systems-import") -> Any:
    return client.post(reverse(page), {"sheet": sheet_of(lines)})


def taken(client, answer: Any, page: str = "flows:systems-import") -> Any:
    return client.post(reverse(page), {"book": answer.context["signed"]}, follow=True)


def test_the_three_shares_are_different_numbers_and_leave_out_what_nobody_knows(register) -> None:
    found = shares(System.objects.all())
    assert (found.systems.cloud, found.systems.all, found.systems.unknown) == (1, 3, 1)
    assert (found.users.cloud, found.users.all, found.users.unknown) == (900, 1000, 2)
    assert (found.spend.cloud, found.spend.all, found.spend.unknown) == (10_000_000, 40_000_000, 1)
    assert [round(each.percent or 0) for each in (found.systems, found.users, found.spend)] == [33, 90, 25]
    assert shares([]).systems.percent is None


def test_the_page_shows_the_shares_and_unknown_as_unknown(register, ada) -> None:
    said = ada.get(reverse("flows:systems")).content.decode()
    for words in ("33 %", "90 %", "25 %", "Of 1 nobody has said where it runs", "unknown", "=SIS"):
        assert words in said
    assert "Finance" not in ada.get(reverse("flows:systems"), {"q": "portf"}).content.decode().partition("<tbody")[2]


def test_an_empty_register_says_where_to_begin(ada) -> None:
    assert "Begin with the three" in ada.get(reverse("flows:systems")).content.decode()


def test_staff_of_the_district_read_it_and_leaders_alone_change_it(register, cast, as_) -> None:
    key = System.objects.get(name="Finance").pk
    for user, sees, keeps in ((cast.ada, 200, 200), (cast.ben, 200, 403), (cast.cleo, 403, 403), (cast.rosa, 403, 403)):
        client = as_(user)
        for page in (reverse("flows:systems"), reverse("flows:system", args=[key]), reverse("flows:audits")):
            assert client.get(page).status_code == sees
        for page in (reverse("flows:system-new"), reverse("flows:systems-import"), reverse("flows:audit-new")):
            assert client.get(page).status_code == keeps
    assert as_(cast.ben).post(reverse("flows:system-out", args=[key])).status_code == 403
    assert System.objects.filter(pk=key).exists()


def test_a_technician_of_one_school_sees_none_of_it(register, cast, as_) -> None:
    grant = cast.ben.grants.get()
    grant.reach = "schools"
    grant.save()
    grant.schools.set(cast.schools[:1])
    assert as_(User.objects.get(pk=cast.ben.pk)).get(reverse("flows:systems")).status_code == 403


def test_a_system_is_typed_in_with_its_vendor_and_changed(ada) -> None:
    told = {"name": " Learning  Board ", "vendor_name": "quillstone", "hosting": "cloud", "dollars": "12500.50",
            "users": "", "tier": "2", "holds_student_data": "unknown", "for_gradebook": "on"}  # fmt: skip
    Vendor.objects.create(name="Quillstone")
    assert ada.post(reverse("flows:system-new"), told).status_code == 302
    row = System.objects.get()
    assert (row.name, row.vendor.name, row.annual_cents, row.users) == ("Learning Board", "Quillstone", 1_250_050, None)
    assert row.holds_student_data is None
    assert row.for_gradebook
    again = told | {"name": "Board", "dollars": "", "vendor_name": "", "seen": "0"}
    assert ada.post(reverse("flows:system-edit", args=[row.pk]), again).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.vendor, row.annual_cents) == ("Board", None, None)
    assert ada.post(reverse("flows:system-edit", args=[row.pk]), again).status_code == 409
    assert set(AuditEntry.objects.values_list("act", flat=True)) >= {"system added", "system changed"}


def test_one_name_is_one_system_and_a_contract_ends_after_it_begins(register, ada) -> None:
    told = {"name": "FINANCE", "hosting": "cloud", "contract_begins": "2027-01-01", "contract_ends": "2026-01-01"}
    answer = ada.post(reverse("flows:system-new"), told)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"name", "contract_ends"}


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_our_own_spreadsheet_brought_back_changes_nothing(register, ada, form) -> None:
    answer = brought(ada, lines_of(ada, form))
    assert answer.context["counts"] == {"new": 0, "changed": 0, "same": 4, "faulty": 0}


def test_a_csv_is_taken_as_it_is(register, ada) -> None:
    content = ada.get(reverse("flows:systems-file", args=["csv"])).content
    answer = ada.post(reverse("flows:systems-import"), {"sheet": SimpleUploadedFile("systems.csv", content)})
    assert answer.context["counts"]["same"] == 4


def test_a_changed_spreadsheet_moves_the_share_after_it_was_looked_at(register, ada) -> None:
    lines = lines_of(ada)
    at = {name: place for place, name in enumerate(lines[0])}
    for line in lines[1:]:
        if line[0] == "Finance":
            line[at["hosting"]] = "Vendor hosted"
            line[at["users"]] = 300
        if line[0] == "Portfolios":
            line[at["hosting"]] = "the moon"
    lines.append(["New one", "A vendor", "", "cloud", "", "1,200.50", "2", "7/1/2026", "", "", "", "yes", "gradebook"])
    answer = brought(ada, lines)
    assert answer.context["counts"] == {"new": 1, "changed": 1, "same": 2, "faulty": 1}
    said = answer.content.decode()
    assert "hosting: on_premises becomes vendor_hosted" in said
    assert "users: 100 becomes 300" in said
    assert shares(System.objects.all()).systems.cloud == 1
    assert "2 rows were taken in" in taken(ada, answer).content.decode()
    assert shares(System.objects.all()).systems.cloud == 3
    new = System.objects.get(name="New one")
    assert (new.vendor.name, new.annual_cents, new.contract_begins) == ("A vendor", 120_050, date(2026, 7, 1))
    assert (new.holds_student_data, new.for_gradebook, new.users) == (True, True, None)
    assert System.objects.get(name="Portfolios").hosting == "unknown"


def test_what_was_looked_at_by_somebody_else_or_for_another_list_is_not_taken(register, ada) -> None:
    lines = [*lines_of(ada), ["New one"]]
    answer = brought(ada, lines)
    assert "too long ago" in taken(ada, answer, "flows:audits-import").content.decode()
    assert not System.objects.filter(name="New one").exists()
    tampered = ada.post(reverse("flows:systems-import"), {"book": answer.context["signed"] + "x"}, follow=True)
    assert "too long ago" in tampered.content.decode()


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([["vendor", "users"], ["A", 1]], "The column name is missing"),
        ([["name", "users"], ["A", "many"]], "is no whole number"),
        ([["name"], ["A"], ["a"]], "twice"),
        ([["name", "contract ends"], ["A", "someday"]], "is no day"),
        ([["name", "core"], ["A", "lunch"]], "passed over"),
        ([["name", "core for"], ["A", "lunch"]], "not one of the words"),
    ],
)
def test_every_fault_says_what_it_is(ada, lines, words) -> None:
    answer = brought(ada, lines)
    assert answer.context["counts"]["faulty"] == 1
    assert words in answer.content.decode()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"a\0b"])
def test_what_is_no_spreadsheet_is_refused_in_words(ada, content) -> None:
    answer = ada.post(reverse("flows:systems-import"), {"sheet": SimpleUploadedFile("x.xlsx", content)})
    assert answer.status_code == 422


def test_results_of_audits_are_typed_in_shown_with_their_age_and_never_averaged(ada) -> None:
    told = {"kind": "security", "framework": "CIS", "scale": "met", "scope": "All", "held_on": "2025-09-01",
            "value": "20", "best": "56"}  # fmt: skip
    assert ada.post(reverse("flows:audit-new"), told).status_code == 302
    assert ada.post(reverse("flows:audit-new"), told | {"held_on": "2026-09-01", "value": "31"}).status_code == 302
    assert ada.post(reverse("flows:audit-new"), told | {"kind": "privacy", "best": "100"}).status_code == 302
    answer = ada.get(reverse("flows:audits"))
    assert [(line.newest.value, len(line.results), line.rose) for line in answer.context["lines"]] == [
        (31, 2, True),
        (20, 1, None),
    ]
    assert "Better" in answer.content.decode()
    assert ada.post(reverse("flows:audit-new"), told | {"value": "57"}).status_code == 422


def test_results_of_audits_come_in_from_a_csv_and_twice_changes_nothing(ada) -> None:
    page = reverse("flows:audits-import")
    lines = [
        "kind,framework,scale,scope,date,result,of",
        "privacy,Seal,0 to 5,District,5/1/2026,2.5,5",
        "other,X,1,1,2026-01-01,1,1",
    ]
    text = "\n".join(lines)

    def look() -> Any:
        return ada.post(page, {"sheet": SimpleUploadedFile("results.csv", text.encode())})

    answer = look()
    assert answer.context["counts"] == {"new": 1, "changed": 0, "same": 0, "faulty": 1}
    taken(ada, answer, "flows:audits-import")
    row = AuditResult.objects.get()
    assert (row.framework, row.value, row.best, row.held_on) == ("Seal", 2.5, 5, date(2026, 5, 1))
    assert look().context["counts"]["same"] == 1


def test_systems_are_found_in_the_search_and_their_days_come_up(register, ada, cast, as_) -> None:
    System.objects.filter(name="Finance").update(notice_by=timezone.localdate())
    assert "Finance" in ada.get("/search/", {"q": "financ"}).content.decode()
    assert "Last day to end Finance" in ada.get("/").content.decode()
    assert "Last day to end" not in as_(cast.rosa).get("/").content.decode()


def test_a_vendor_is_one_whatever_the_letters(cast) -> None:
    assert vendor_named("Núñez  Co", by=cast.ada) == vendor_named("nunez co", by=cast.ada)
    assert vendor_named("  ", by=cast.ada) is None


@pytest.fixture
def asked(record: Any) -> Callable[[str, str], list[tuple[Any, ...]]]:
    def rows(table: str, columns: str) -> list[tuple[Any, ...]]:
        store = open_store(record)
        paths = [str(path) for path in store.part_paths(store.current(), table)]
        return duckdb.execute(f"SELECT {columns} FROM read_parquet({paths}) ORDER BY ALL").fetchall()

    return rows


@roster_alone
@pytest.mark.slow
def test_the_register_and_the_results_become_tables_of_the_record_without_names_of_people(
    register, cast, asked
) -> None:
    AuditResult.objects.create(kind="privacy", framework="Seal", scale="0 to 5", scope="All", value="2.5", best=5,
                               held_on=date(2026, 5, 1), note="zzwords")  # fmt: skip
    assert own_record.deliver()
    found = asked("systems", "name, hosting, users, annual_cost, has_owner, has_exit_route, holds_student_data")
    assert found == [
        ("=SIS", "vendor_hosted", 900, 100_000.0, True, False, None),
        ("Filter", "hybrid", None, 0.0, False, True, None),
        ("Finance", "on_premises", 100, 300_000.0, False, False, None),
        ("Portfolios", "unknown", 50, None, False, False, None),
    ]
    assert asked("audit_results", "framework, value, best, held_on") == [("Seal", 2.5, 5.0, date(2026, 5, 1))]


def test_the_sample_brings_forty_systems_once_and_forgets_them(cast, tmp_path) -> None:
    schools = School.objects.filter(kind="school", students__gt=0).order_by("name", "key")
    write_life(tmp_path, [(each.name, each.students, each.low_grade, each.high_grade) for each in schools])
    sample.bring(tmp_path)
    sample.bring(tmp_path)
    assert System.objects.count() == 40
    assert {each: System.objects.filter(**{f"for_{each}": True}).count() for each in
            ("attendance", "gradebook", "finance")} == {"attendance": 1, "gradebook": 1, "finance": 1}  # fmt: skip
    assert System.objects.filter(hosting="unknown").count() == 2
    for row in System.objects.all():
        row.full_clean()
    sample.forget()
    assert not System.objects.exists()
    assert not Vendor.objects.exists()
    assert not AuditResult.objects.exists()
