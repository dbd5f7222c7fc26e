"""The page that says what the columns of a list are."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cupola.engine.sources.mapping import read_mappings
from cupola.workspace import mapping_lists, people, reading
from cupola.workspace.models import AuditEntry, Delivery, DeliveryFile, DeliveryState
from cupola.workspace.people import Wanted

pytestmark = pytest.mark.deep

ROWS = "Stu No,Last,First,Birth,Grade,School,Home Lang,Shoe\n" + "".join(
    f"9000{n},Abara{n},Nia{n},2014-03-{n:02d},6,Harbor High,{'ES' if n % 2 else 'EN'},{n}\n" for n in range(10, 30)
)
UNKNOWN = "Alpha,Beta,Gamma\n" + "".join(f"{n},x{n},y\n" for n in range(5))


@pytest.fixture
def read(cast, as_, record: Path) -> Delivery:
    files = [SimpleUploadedFile("pupils.csv", ROWS.encode()), SimpleUploadedFile("what.csv", UNKNOWN.encode())]
    answer = as_(cast.ada).post("/deliveries/", {"files": files})
    key = int(answer.headers["Location"].strip("/").rpartition("/")[2])
    reading.read(key)
    return Delivery.objects.get(pk=key)


def address(file: DeliveryFile) -> str:
    return f"/deliveries/{file.delivery_id}/files/{file.pk}/"


def posted(file: DeliveryFile, **changed: str) -> dict[str, str]:
    look = mapping_lists.look_at(file)
    mapping = mapping_lists.mapping_of(look)
    targets = {column.header: key for key, column in mapping.columns.items()}
    said = {f"to-{place}": targets.get(header, "") for place, header in enumerate(look.columns)}
    return {"form": mapping.form, "system": mapping.system.name} | said | changed


def test_a_proposed_list_shows_its_columns_reasons_and_ten_rows(read: Delivery, cast, as_) -> None:
    assert read.state == DeliveryState.HELD, read.problem
    file = read.files.get(name="pupils.csv")
    assert file.mapping == "proposed"
    page = as_(cast.ada).get(address(file)).content.decode()
    assert page.count("<tr>") >= 10
    assert "Abara19" in page
    assert "Abara20" not in page
    assert "Left out" in page


def test_values_of_personal_columns_need_the_permission(read: Delivery, cast, as_, monkeypatch) -> None:
    from cupola.workspace import policy

    role = policy.ROLES["technician"]
    fewer = policy.Role(role.title, role.verbs - {"see names"})
    monkeypatch.setattr(policy, "ROLES", {**policy.ROLES, "technician": fewer})
    page = as_(cast.ben).get(address(read.files.get(name="pupils.csv"))).content.decode()
    assert "Abara" not in page
    assert "2014-03" not in page
    assert "Harbor High" in page
    assert "not for your role" in page


def test_a_saved_mapping_is_used_for_this_delivery_and_the_next(read: Delivery, cast, as_, record: Path) -> None:
    file = read.files.get(name="pupils.csv")
    look = mapping_lists.look_at(file)
    shoe = look.columns.index("Shoe")
    answer = as_(cast.ada).post(address(file), posted(file, **{f"to-{shoe}": "status", "system": "Summer school"}))
    assert answer.status_code == 302
    (saved,) = [each for each in read_mappings(record / "mappings") if each.system.name == "Summer school"]
    assert saved.origin == "confirmed"
    assert saved.columns["status"].header == "Shoe"
    read.refresh_from_db()
    assert read.state == DeliveryState.ARRIVED
    reading.read(read.pk)
    assert read.files.get(name="pupils.csv").mapping == "confirmed"
    assert AuditEntry.objects.filter(act="mapping saved", thing=f"delivery:{read.pk}").exists()


def test_codes_are_saved_with_our_words(read: Delivery, cast, as_, record: Path) -> None:
    file = read.files.get(name="pupils.csv")
    look = mapping_lists.look_at(file)
    place = look.columns.index("Home Lang")
    said = posted(file, **{f"to-{place}": "meal_status", f"code-{place}-0": "free", f"code-{place}-1": "paid"})
    assert as_(cast.ada).post(address(file), said).status_code == 302
    saved = next(
        each
        for each in read_mappings(record / "mappings")
        if "meal_status" in each.columns and each.columns["meal_status"].header == "Home Lang"
    )
    assert saved.columns["meal_status"].codes == {"EN": "free", "ES": "paid"}


def test_an_unrecognised_table_can_be_said_to_be_a_list(read: Delivery, cast, as_) -> None:
    file = read.files.get(name="what.csv")
    assert (file.recognised_as, file.mapping) == ("", "none")
    page = as_(cast.ada).get(f"/deliveries/{read.pk}/").content.decode()
    assert "Say what it is" in page
    said = {"form": "school_list", "system": "Places", "to-0": "school_code", "to-1": "name", "to-2": ""}
    answer = as_(cast.ada).post(address(file), said)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    reading.read(read.pk)
    assert read.files.get(name="what.csv").mapping == "confirmed"


def test_two_columns_for_one_and_a_list_without_its_columns_are_told(read: Delivery, cast, as_, record: Path) -> None:
    file = read.files.get(name="pupils.csv")
    twice = as_(cast.ada).post(address(file), posted(file, **{"to-6": "family_name"})).content.decode()
    assert "are both said to be family_name" in twice
    nothing = as_(cast.ada).post(address(file), {"form": "student_list", "system": "x"}).content.decode()
    assert "no column is" in nothing
    assert read_mappings(record / "mappings") == () or "pupils" not in [
        m.name for m in read_mappings(record / "mappings")
    ]


def test_the_mapping_page_is_refused_to_others(read: Delivery, cast, as_) -> None:
    place = address(read.files.get(name="pupils.csv"))
    for person in (cast.rosa, cast.cleo, cast.dov):
        assert as_(person).get(place).status_code == 403
    assert as_(cast.ben).post(place, {"form": "student_list"}).status_code == 403
    assert as_(cast.ada).get(place + "?form=nonsense").status_code == 404
    people.give_role(cast.dov, Wanted("technician", reach="schools", schools=(cast.schools[0],)), by=None)
    assert as_(type(cast.dov).objects.get(pk=cast.dov.pk)).get(place).status_code == 404
