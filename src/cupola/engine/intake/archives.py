"""Zip archives: unpacked by streaming, every member counted and none allowed out of its folder."""

from __future__ import annotations

import lzma
import re
import stat
import struct
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from cupola.engine.intake.limits import Limits
from cupola.engine.intake.problems import Refused
from cupola.engine.intake.signature import is_archive
from cupola.engine.kinds import Arrival, ReadProblem

BLOCK = 1 << 20
AGAIN = "Make the zip again, and copy it once more in full."
ENCRYPTED = 0x1
DAMAGE = (
    BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    ValueError,
    IndexError,
    OverflowError,
    RuntimeError,
)
LEFT_BEHIND = re.compile(r"(^|/)(__MACOSX(/|$)|\.[^/.]|~\$|Thumbs\.db$|desktop\.ini$)")
DRIVE = re.compile(r"[A-Za-z]:")


class Unpacker:
    """Unpacks the archives of a delivery into one folder, against one common limit."""

    def __init__(self, work: Path, limits: Limits) -> None:
        self.work = work
        self.limits = limits
        self.arrivals: list[Arrival] = []
        self.problems: list[ReadProblem] = []
        self.members = 0
        self.bytes = 0
        self.places = 0

    def place_for(self, name: str) -> Path:
        """A new path in the work folder that owes nothing to the member's name but its ending."""
        self.places += 1
        ending = PurePosixPath(name).suffix.lower()
        return self.work / f"{self.places:06d}{ending if re.fullmatch(r'[.][a-z0-9]{1,8}', ending) else ''}"

    def unpack(self, path: Path, name: str, *, depth: int = 1) -> None:
        """Unpack one archive; `name` is what a person sees, `depth` 1 for one that lies in no other."""
        if depth > self.limits.nesting:
            fact = f"archives lie inside one another more than {self.limits.nesting} deep; it was not opened."
            self._refuse("FIL-017", name, fact=fact, step="Deliver the files in one plain zip.")
            return
        try:
            with ZipFile(path) as archive:
                self._tell_locked(archive, name)
                for member in archive.infolist():
                    if not member.is_dir() and not member.flag_bits & ENCRYPTED:
                        self._admit(archive, member, name=name, depth=depth)
        except Refused as refused:
            self.problems.append(refused.problem)
        except (*DAMAGE, NotImplementedError):
            self._refuse("FIL-025", name, fact="the archive is damaged and cannot be opened.", step=AGAIN)

    def _admit(self, archive: ZipFile, member: ZipInfo, *, name: str, depth: int) -> None:
        """Take one member in, if it may be. Raises `Refused` when nothing more may be unpacked."""
        if _leaves(member):
            fact = f"its member `{member.orig_filename[:200]}` points outside the archive; it was left out."
            self._refuse("FIL-015", name, fact=fact, step="Make the zip again from the exports themselves.")
            return
        if LEFT_BEHIND.search(member.filename):
            return
        self.members += 1
        if self.members > self.limits.members:
            fact = f"the delivery holds more than {self.limits.members:,} files; the rest was left out."
            raise Refused(ReadProblem("FIL-014", name, fact, next_step="Deliver only the exports."))
        shown = f"{name}/{member.filename.removeprefix('./')}"
        place = self.place_for(member.filename)
        if self._unpack_member(archive, member, shown=shown, place=place):
            self._keep(member, name=name, shown=shown, place=place, depth=depth)

    def _unpack_member(self, archive: ZipFile, member: ZipInfo, *, shown: str, place: Path) -> bool:
        """Unpack a member; False when it is damaged and was told."""
        try:
            with archive.open(member) as source, place.open("wb") as target:
                for block in self._within_limits(source, member, shown):
                    target.write(block)
        except Refused:
            place.unlink(missing_ok=True)
            raise
        except NotImplementedError:
            self._refuse("FIL-025", shown, fact="it is packed in a way that cannot be read.", step=AGAIN)
        except DAMAGE:
            self._refuse("FIL-025", shown, fact="it is damaged in the archive; it was left out.", step=AGAIN)
        else:
            return True
        place.unlink(missing_ok=True)
        return False

    def _within_limits(self, source: IO[bytes], member: ZipInfo, shown: str) -> Iterator[bytes]:
        """What really comes out of a member, counted: the sizes in the archive's header prove nothing."""
        size = 0
        limits = self.limits
        while block := source.read(BLOCK):
            size += len(block)
            self.bytes += len(block)
            if self.bytes > limits.expanded_bytes:
                fact = f"the delivery unpacks to more than {limits.expanded_bytes // 1_000_000:,} MB"
            elif size > limits.ratio_from_bytes and size > max(member.compress_size, 1) * limits.ratio:
                fact = f"it unpacks to more than {limits.ratio:,} times its packed size"
            else:
                yield block
                continue
            step = "Deliver the exports unpacked."
            raise Refused(ReadProblem("FIL-014", shown, f"{fact}; unpacking was stopped.", next_step=step))

    def _keep(self, member: ZipInfo, *, name: str, shown: str, place: Path, depth: int) -> None:
        if is_archive(place):
            self.unpack(place, shown, depth=depth + 1)
            place.unlink(missing_ok=True)
            return
        size = place.stat().st_size
        self.arrivals.append(Arrival(shown, place, name, _modified(member), size, temporary=True))

    def _tell_locked(self, archive: ZipFile, name: str) -> None:
        members = [member for member in archive.infolist() if not member.is_dir()]
        locked = sum(bool(member.flag_bits & ENCRYPTED) for member in members)
        if locked:
            fact = f"{locked:,} of its {len(members):,} files are protected by a password."
            self._refuse("FIL-013", name, fact=fact, step="Make the zip again without a password.")

    def _refuse(self, code: str, name: str, *, fact: str, step: str) -> None:
        self.problems.append(ReadProblem(code, name, fact, next_step=step))


def _leaves(member: ZipInfo) -> bool:
    """Absolute names, drives, `..` and links: whatever could lead out of the folder unpacked into."""
    written = member.orig_filename.replace("\\", "/")
    if written.startswith("/") or DRIVE.match(written) or ".." in written.split("/"):
        return True
    return stat.S_ISLNK(member.external_attr >> 16)


def _modified(member: ZipInfo) -> datetime:
    try:
        return datetime(*member.date_time, tzinfo=UTC)
    except ValueError:
        return datetime(1980, 1, 1, tzinfo=UTC)
