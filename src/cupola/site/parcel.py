"""The file that a backup is: a tar that any program opens, with the hash of every member in the last one."""

from __future__ import annotations

import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any

from cupola.engine.errors import CupolaError

MANIFEST = "manifest.json"
DATA, DATABASE = "data", "database"
FORMAT = 1
LEVEL = 3
AT_ONCE = 1 << 20


class ParcelError(CupolaError):
    """A backup cannot be written, or is not whole."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: where it comes from, and the SHA-256 of every file in it."""

    program: str
    made_at: str
    database: str
    snapshot: str
    as_of: str
    published: str
    migrations: tuple[tuple[str, str], ...]
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


class Writer:
    """Puts files into a backup and remembers their hashes."""

    def __init__(self, archive: tarfile.TarFile) -> None:
        self.archive = archive
        self.files: dict[str, str] = {}

    def add(self, path: Path, name: str) -> None:
        """Put a file in under a name. One that is gone meanwhile is left out."""
        try:
            with open(path, "rb") as handle:
                self.add_from(handle, name, size=os.fstat(handle.fileno()).st_size)
        except FileNotFoundError:
            return

    def add_from(self, handle: IO[bytes], name: str, *, size: int) -> None:
        """Put `size` bytes in under a name."""
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        hashed = _Hashing(handle)
        self.archive.addfile(member, hashed)
        self.files[name] = hashed.hash.hexdigest()

    def close(self, manifest: Manifest) -> None:
        """Put the manifest in, last: a backup that was cut off has none."""
        text = json.dumps({**asdict(manifest), "files": self.files}, indent=1).encode()
        member = tarfile.TarInfo(MANIFEST)
        member.size, member.mode = len(text), 0o600
        self.archive.addfile(member, io.BytesIO(text))


class _Hashing:
    """A file that hashes what is read of it."""

    def __init__(self, handle: IO[bytes]) -> None:
        self.handle, self.hash = handle, sha256()

    def read(self, size: int = -1) -> bytes:
        found = self.handle.read(size)
        self.hash.update(found)
        return found


@contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """A new backup, which appears under its name when it is whole."""
    if target.exists():
        raise ParcelError(str(target), "exists already.", "Name another file; a backup is never written over.")
    half = target.with_name(target.name + ".part")
    try:
        descriptor = os.open(half, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as raw:
            with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=LEVEL) as archive:
                yield Writer(archive)
            raw.flush()
            os.fsync(raw.fileno())
        os.replace(half, target)
    except OSError as error:
        step = "Choose a place with room that you may write to; nothing else was changed."
        raise ParcelError(str(target), f"cannot be written: {error.strerror or error}.", step) from error
    finally:
        half.unlink(missing_ok=True)


def unpack(file: Path, room: Path) -> Manifest:
    """Lay a backup out in an empty folder and hold every file against its hash.

    Raises `ParcelError` for what is no backup, was cut off, or holds a byte that is not as it was written.
    """
    found: dict[str, str] = {}
    told: dict[str, Any] | None = None
    try:
        with tarfile.open(file, mode="r:gz") as archive:
            for member in archive:
                handle = archive.extractfile(member) if member.isreg() else None
                if handle is None:
                    raise ParcelError(str(file), "holds something else than files.", "Use a backup made by Cupola.")
                if member.name == MANIFEST:
                    told = json.loads(handle.read())
                else:
                    found[member.name] = _lay(handle, room / _safe(file, member.name))
    except (OSError, EOFError, tarfile.TarError, ValueError) as error:
        raise _damaged(file, "cannot be read to its end") from error
    if told is None:
        raise _damaged(file, "ends before its manifest")
    if told.get("format") != FORMAT:
        step = f"Use the version that made it: {told.get('program', 'unknown')}."
        raise ParcelError(str(file), "is of another version of Cupola.", step)
    if wrong := sorted(name for name in {*found, *told["files"]} if found.get(name) != told["files"].get(name)):
        raise _damaged(file, f"is not as it was written: {len(wrong)} of {len(found)} files, such as {wrong[0]}")
    told["migrations"] = tuple((app, name) for app, name in told["migrations"])
    return Manifest(**told)


def _damaged(file: Path, fact: str) -> ParcelError:
    return ParcelError(str(file), f"{fact}.", "Take another copy of it; nothing was changed here.")


def _safe(file: Path, name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise ParcelError(str(file), "holds a file that would lie outside the folder.", "Use a backup made by Cupola.")
    return path


def _lay(handle: IO[bytes], target: Path) -> str:
    total = sha256()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(
        os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600), "wb"
    ) as out:
        while some := handle.read(AT_ONCE):
            total.update(some)
            out.write(some)
        out.flush()
        os.fsync(out.fileno())
    return total.hexdigest()
