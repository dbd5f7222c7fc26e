"""Photos of notes: turned upright, made smaller, and freed of the place and time that cameras write into them."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from cupola.engine.errors import CupolaError

LARGEST = 15_000_000
MOST_PIXELS = 60_000_000
SIDE = 1_600
FORMS = ("JPEG", "PNG", "WEBP")


class NotAPhoto(CupolaError):
    """A file is no picture that we keep."""


def folder() -> Path:
    """Where photos lie; readable by the program alone."""
    place = Path(settings.WEB_FOLDER) / "voice-photos"
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def keep(file: UploadedFile[Any]) -> str:
    """Keep a photo and return its name. Raises `NotAPhoto` for what is none, or is too large."""
    if (file.size or 0) > LARGEST:
        raise NotAPhoto(_("The photo"), _("is larger than 15 MB."), _("Take it again in a smaller size."))
    name = f"{token_hex(16)}.jpg"
    data = _clean(b"".join(file.chunks()))
    descriptor = os.open(folder() / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(data)
    return name


def path_of(name: str) -> Path:
    """The file of a photo, whatever a name says below our own folder."""
    return folder() / Path(name).name


def drop(name: str) -> None:
    """Remove a photo."""
    if name:
        path_of(name).unlink(missing_ok=True)


def _clean(raw: bytes) -> bytes:
    """The picture alone, drawn anew: nothing that a camera noted about it goes along."""
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(raw), formats=FORMS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPhoto(_("The photo"), _("has too many points."), _("Take it again in a smaller size."))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotAPhoto(_("The photo"), _("is no JPEG, PNG or WebP picture."), _("Take it again.")) from error
    upright.thumbnail((SIDE, SIDE))
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)
    made = BytesIO()
    plain.save(made, "JPEG", quality=82)
    return made.getvalue()
