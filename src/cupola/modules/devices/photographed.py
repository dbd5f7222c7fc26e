"""Reads the codes on photos and writes down what they say of a sample; nothing of a photo is kept, nor where it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from cupola.engine.errors import CupolaError
from cupola.modules.devices.drawing import save_answers
from cupola.modules.devices.models import Rehearsal, RehearsalItem, Result
from cupola.modules.devices.queries.rehearsals import rehearsals
from cupola.workspace import audit
from cupola.workspace.entering import name_of
from cupola.workspace.folding import folded
from cupola.workspace.models import User

# Reading takes up to a second for each large photo, and somebody waits for the answer.
AT_ONCE = 40
LARGEST = 25_000_000
MOST_PIXELS = 60_000_000
FORMS = ("JPEG", "PNG", "WEBP")
ADDRESS = re.compile(r"^https?://(?P<host>[^/]+)(?P<path>/[^?#]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sent:
    """The photos, the host that the sheet may have been printed at, and what is said of the devices on them."""

    files: tuple[UploadedFile[Any], ...]
    host: str
    result: str


@dataclass(frozen=True, slots=True)
class Photo:
    """One file: its name, the texts of its codes, and whether it was a picture at all."""

    name: str
    texts: tuple[str, ...]
    is_picture: bool = True


@dataclass(slots=True)
class Told:
    """What came of the photos.

    `taken` were written down, `known` said so already, `otherwise` say something else already and were left so.
    `elsewhere` are codes of other rehearsals (title, number); `foreign` counts codes of no device of any sample.
    """

    photos: int
    taken: list[RehearsalItem] = field(default_factory=list)
    known: list[RehearsalItem] = field(default_factory=list)
    otherwise: list[RehearsalItem] = field(default_factory=list)
    elsewhere: list[tuple[str, int]] = field(default_factory=list)
    foreign: int = 0
    blank: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


def take_photos(rehearsal: Rehearsal, sent: Sent, *, by: User) -> Told:
    """Read the photos and write down what they say. Done twice it ends the same.

    Raises `CupolaError` for no photo, too many of them, or a result that there is not.
    """
    if sent.result not in Result.values:
        raise CupolaError(_("This result"), _("is none that there is."), _("Choose what the photos say."))
    if not sent.files:
        raise CupolaError(_("The upload"), _("holds no photo."), _("Choose one or more photos of codes."))
    if len(sent.files) > AT_ONCE:
        few = _("Send at most %(n)s at once.") % {"n": AT_ONCE}
        raise CupolaError(_("The upload"), _("holds too many photos."), few)
    # Read before the transaction begins, so that nobody else waits for it.
    return _write([_read(file) for file in sent.files], rehearsal, sent, by=by)


@transaction.atomic
def _write(photos: list[Photo], rehearsal: Rehearsal, sent: Sent, *, by: User) -> Told:
    told = Told(photos=len(photos))
    told.unreadable = [each.name for each in photos if not each.is_picture]
    told.blank = [each.name for each in photos if each.is_picture and not each.texts]
    items = {each.number: each for each in rehearsal.items.select_for_update()}
    stickers = _stickers(items.values())
    titles = dict(rehearsals(by).values_list("pk", "title"))
    for text in dict.fromkeys(text for each in photos for text in each.texts):
        key, number = _place(text, sent.host) or (rehearsal.pk, stickers.get(folded(text), 0))
        if key != rehearsal.pk and key in titles:
            told.elsewhere.append((titles[key], number))
        elif key != rehearsal.pk or number not in items:
            told.foreign += 1
        else:
            _sort(items[number], sent.result, told)
    for some in (told.taken, told.known, told.otherwise):
        some.sort(key=lambda each: each.number)
    for each in told.taken:
        each.result, each.answered_at, each.answered_by = sent.result, timezone.now(), by
    save_answers(told.taken)
    audit.note(
        "rehearsal photos read",
        user=by,
        thing=name_of(rehearsal),
        photos=told.photos,
        taken=len(told.taken),
        result=sent.result,
    )
    return told


def _sort(item: RehearsalItem, result: str, told: Told) -> None:
    """A device once, however many codes show it; what somebody said before is never overwritten by a photo."""
    if any(item in each for each in (told.taken, told.known, told.otherwise)):
        return
    (told.known if item.result == result else told.otherwise if item.result else told.taken).append(item)


def _stickers(items: Iterable[RehearsalItem]) -> Mapping[str, int]:
    """What the sticker of a device says: its tag or serial number, where only one of the sample has it."""
    found: dict[str, int] = {}
    for item in items:
        for text in {folded(item.tag), folded(item.serial)} - {""}:
            found[text] = 0 if text in found else item.number
    return found


def _place(text: str, host: str) -> tuple[int, int] | None:
    """Rehearsal and number of an address of our own sheets; (0, 0) for any other address, None for no address."""
    match = ADDRESS.match(text.strip())
    if match is None:
        return None
    printed_at = match["host"].lower()
    if printed_at != host.lower() and not validate_host(split_domain_port(printed_at)[0], settings.ALLOWED_HOSTS):
        return 0, 0
    try:
        found = resolve(match["path"])
    except Resolver404:
        return 0, 0
    return (found.kwargs["key"], found.kwargs["number"]) if found.view_name == "devices:rehearsal_item" else (0, 0)


def _read(file: UploadedFile[Any]) -> Photo:
    name = (file.name or _("A photo"))[:80]
    if (file.size or 0) > LARGEST:
        return Photo(name, (), is_picture=False)
    try:
        return Photo(name, codes_of(b"".join(file.chunks())))
    except ValueError:
        return Photo(name, (), is_picture=False)


def codes_of(raw: bytes) -> tuple[str, ...]:
    """The texts of all codes on a picture, each once, whichever way it is turned. Raises `ValueError` for none."""
    import zxingcpp
    from PIL import Image

    try:
        with Image.open(BytesIO(raw), formats=FORMS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError("too many points")
            gray = picture.convert("L")
    except (OSError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValueError("no picture") from error
    return tuple(dict.fromkeys(each.text for each in zxingcpp.read_barcodes(gray) if each.text))
