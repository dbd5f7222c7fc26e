"""Receives uploaded files on the disk, each closed once whole; what goes wrong is told to the view, not a fault.

Django's own handler keeps every file open until the answer: a folder of two thousand files would need as many handles.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from cupola.engine.errors import CupolaError
from cupola.workspace.receiving import no_room, too_large


class Received(UploadedFile[Any]):
    """A file that came whole and lies on the disk at `lies_at` until the answer has been sent."""

    def __init__(self, lies_at: str, name: str, size: int) -> None:
        super().__init__(None, name, None, size)
        self.lies_at = lies_at

    def close(self) -> None:
        """Forget the file; whoever needed it has made a link to it."""
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.lies_at)


class Receiver(FileUploadHandler):
    """Writes each file below `uploads`; the first that does not fit stops the others, and the request says why."""

    handle: IO[bytes] | None = None

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Refuse what says beforehand that it is too large."""
        length = args[2]
        room = settings.OPTIONS.upload_megabytes * 1_000_000
        self.refused: CupolaError | None = too_large(room) if length > room + 1_000_000 else None
        self._tell()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self._skip_when_refused()
        try:
            number, self.place = tempfile.mkstemp(prefix="incoming-", dir=settings.FILE_UPLOAD_TEMP_DIR)
            self.handle = os.fdopen(number, "wb")
        except OSError as error:
            self._refuse(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write what has come."""
        assert self.handle is not None
        try:
            self.handle.write(raw_data)
        except OSError as error:
            self._refuse(error)

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """End a file that is on the disk for good."""
        if self.handle is None:
            return None
        try:
            self.handle.flush()
            os.fsync(self.handle.fileno())
            self.handle.close()
        except OSError as error:
            self._drop(error)
            return None
        self.handle = None
        return Received(self.place, self.file_name or "file", file_size)

    def upload_interrupted(self) -> None:
        """The browser went away in the middle of a file."""
        self._forget()

    def _refuse(self, error: OSError) -> None:
        self._drop(error)
        self._skip_when_refused()

    def _drop(self, error: OSError) -> None:
        self._forget()
        self.refused = no_room(self.file_name or "file", error)
        self._tell()

    def _forget(self) -> None:
        if self.handle is not None:
            with contextlib.suppress(OSError):
                self.handle.close()
            os.unlink(self.place)
            self.handle = None

    def _skip_when_refused(self) -> None:
        if self.refused is not None:
            raise SkipFile

    def _tell(self) -> None:
        if self.request is not None and self.refused is not None:
            self.request.upload_refused = self.refused  # type: ignore[attr-defined]


def refusal_of(request: HttpRequest) -> CupolaError | None:
    """Why files of this request were not taken, or None. The files must have been asked for before."""
    return getattr(request, "upload_refused", None)
