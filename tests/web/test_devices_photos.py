"""Photos of codes: read whichever way they are turned, told one by one, never kept, never over somebody's answer."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import segno
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cupola.modules.devices import photographed, taking
from cupola.modules.devices.models import Rehearsal
from cupola.workspace.models import AuditEntry
from tests.web.again import write_again

PLAN = {"title": "Spring", "confidence": "95", "expected": "5.0", "margin": "5.0", "seed": "7"}
HOST = "http://testserver"


def code(text: str) -> Image.Image:
    """A code as the sheet prints it."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=5, border=4)
    return Image.open(drawn).convert("L")


def photo(*texts: str, turn: float = 0, name: str = "IMG_1.jpg", **about: object) -> SimpleUploadedFile:
    """A gray wall with a code for each text, turned as a whole, as a JPEG."""
    codes = [code(text) for text in texts]
    wall = Image.new("L", (60 + sum(each.width + 60 for each in codes), 360), 190)
    left = 60
    for each in codes:
        wall.paste(each, (left, 60))
        left += each.width + 60
    made = io.BytesIO()
    wall.rotate(turn, expand=True, fillcolor=190, resample=Image.Resampling.BICUBIC).save(made, "JPEG", **about)
    return SimpleUploadedFile(name, made.getvalue(), content_type="image/jpeg")


@pytest.fixture
def drawn(cast, as_) -> Rehearsal:
    write_again("inventory", taking.take)
    as_(cast.ben).post("/devices/rehearsal/new/", PLAN)
    return Rehearsal.objects.get()


@pytest.fixture
def send(cast, as_, drawn):
    def sends(*files: SimpleUploadedFile, result: str = "found"):
        return as_(cast.ben).post(f"/devices/rehearsal/{drawn.pk}/photos/", {"result": result, "photos": files})

    return sends


def at(drawn: Rehearsal, number: int, host: str = HOST) -> str:
    return f"{host}/devices/rehearsal/{drawn.pk}/{number}/"


def test_one_photo_may_show_several_codes_and_several_photos_come_at_once(drawn, send) -> None:
    answer = send(photo(at(drawn, 1), at(drawn, 2)), photo(at(drawn, 3)))
    assert answer.status_code == 200
    assert [item.number for item in answer.context["told"].taken] == [1, 2, 3]
    assert set(drawn.items.filter(result="found").values_list("number", flat=True)) == {1, 2, 3}
    entry = AuditEntry.objects.filter(act="rehearsal photos read").latest("pk")
    assert (entry.details["photos"], entry.details["taken"]) == (2, 3)


@pytest.mark.parametrize("turn", [17, 45, 90, 180, 270])
def test_a_photo_is_read_whichever_way_it_is_turned(drawn, send, turn) -> None:
    answer = send(photo(at(drawn, 1), at(drawn, 2), turn=turn), result="other")
    assert [item.number for item in answer.context["told"].taken] == [1, 2]
    assert drawn.items.get(number=2).result == "other"


def test_what_is_not_read_or_not_ours_is_told_one_by_one(cast, as_, drawn, send) -> None:
    as_(cast.ben).post("/devices/rehearsal/new/", PLAN | {"title": "Autumn"})
    other = Rehearsal.objects.exclude(pk=drawn.pk).get()
    answer = send(
        photo(at(drawn, 1), at(other, 4), "https://example.org/offer"),
        photo(at(drawn, 9999), at(drawn, 2, "https://elsewhere.example.org")),
        photo(name="wall.jpg"),
        SimpleUploadedFile("notes.heic", b"no picture at all"),
    )
    told = answer.context["told"]
    assert [item.number for item in told.taken] == [1]
    assert told.elsewhere == [("Autumn", 4)]
    assert (told.foreign, told.blank, told.unreadable) == (3, ["wall.jpg"], ["notes.heic"])
    page = answer.content.decode()
    for said in ("number 4 of Autumn", "wall.jpg", "notes.heic", "Belongs to another rehearsal"):
        assert said in page
    assert not other.items.exclude(result="").exists()
    assert drawn.items.exclude(result="").count() == 1


def test_the_sticker_of_a_device_counts_like_its_code(drawn, send) -> None:
    item = drawn.items.exclude(tag="").first()
    told = send(photo(item.tag.lower(), "SOMETHING-ELSE-77")).context["told"]
    assert ([each.number for each in told.taken], told.foreign) == ([item.number], 1)


def test_an_answer_that_somebody_gave_is_left_alone_and_sending_twice_changes_nothing(drawn, send) -> None:
    send(photo(at(drawn, 1)), result="missing")
    first = drawn.items.get(number=1).answered_at
    told = send(photo(at(drawn, 1), at(drawn, 2))).context["told"]
    assert [each.number for each in told.otherwise] == [1]
    assert [each.number for each in told.taken] == [2]
    again = send(photo(at(drawn, 2), at(drawn, 2))).context["told"]
    assert [each.number for each in again.known] == [2]
    assert (drawn.items.get(number=1).result, drawn.items.get(number=1).answered_at) == ("missing", first)


def test_nothing_of_a_photo_is_kept_nor_where_it_was_taken(drawn, send) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Room 12, 47.6097 N"
    send(photo(at(drawn, 1), name="kitchen-table.jpg", exif=exif.tobytes()))
    assert list(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir()) == []
    for word in (b"47.6097 N", b"kitchen-table"):
        for folder in (Path(settings.WEB_FOLDER), Path(settings.DATA_FOLDER)):
            assert not [each for each in folder.rglob("*") if each.is_file() and word in each.read_bytes()]
    assert "kitchen" not in str(AuditEntry.objects.values_list("details", flat=True))


def test_no_photo_too_many_and_an_unknown_result_come_back_with_words(drawn, send) -> None:
    assert send().status_code == 422
    assert send(photo(at(drawn, 1)), result="stolen").status_code == 422
    many = [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(photographed.AT_ONCE + 1)]
    answer = send(*many)
    assert answer.status_code == 422
    assert "at most 40" in answer.content.decode()
    assert not drawn.items.exclude(result="").exists()


def test_a_picture_that_unpacks_to_a_bomb_is_refused(drawn, send) -> None:
    made = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(made, "PNG")
    told = send(SimpleUploadedFile("bomb.png", made.getvalue())).context["told"]
    assert told.unreadable == ["bomb.png"]


def test_the_page_is_for_those_who_keep_rehearsals(cast, as_, drawn) -> None:
    page = f"/devices/rehearsal/{drawn.pk}/photos/"
    assert "not kept" not in as_(cast.ben).get(page).content.decode()
    for who in (cast.cleo, cast.rosa, cast.dov):
        assert as_(who).get(page).status_code == 403
        assert as_(who).post(page, {"result": "found", "photos": photo(at(drawn, 1))}).status_code == 403
    assert not drawn.items.exclude(result="").exists()
