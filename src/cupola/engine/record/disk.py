"""Durable writes to the data folder: a file is there whole or not at all, whatever happens in between."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cupola.engine.errors import StoreError

BYTES = getattr(os, "O_BINARY", 0)
OURS = frozenset(
    {
        "current",
        "lock",
        "snapshots",
        "objects",
        "staging",
        "cache",
        "mappings",
        "checks",
        "sources",
        "pulls",
        "held",
        "links",
        "access.log",
        "web",
        "cupola.toml",
    }
)


@dataclass(frozen=True, slots=True)
class Folder:
    """The places of a data folder; nothing is created by naming them."""

    root: Path

    @property
    def current(self) -> Path:
        """The small file that says which snapshot is in force."""
        return self.root / "current"

    @property
    def lock(self) -> Path:
        """The file that the one writer holds."""
        return self.root / "lock"

    @property
    def snapshots(self) -> Path:
        """Manifests."""
        return self.root / "snapshots"

    @property
    def objects(self) -> Path:
        """Whole Parquet files and packs of deltas."""
        return self.root / "objects"

    @property
    def staging(self) -> Path:
        """What a writer is still working on; swept by the next writer."""
        return self.root / "staging"

    @property
    def cache(self) -> Path:
        """Older versions made readable again, and kept reports; safe to delete at any time."""
        return self.root / "cache"

    @property
    def archive(self) -> Path:
        """Manifests of all but the two newest snapshots, compressed together."""
        return self.snapshots / "archive.xz"

    def manifest(self, identity: str) -> Path:
        """Where the manifest of a snapshot lies."""
        return self.snapshots / f"{identity}.json"

    def whole(self, content: str) -> Path:
        """Where the Parquet file with this content lies when it is kept whole."""
        return self.objects / f"{content}.parquet"

    def cached(self, content: str) -> Path:
        """Where the Parquet file with this content lies when it was made again for a reader."""
        return self.cache / f"{content}.parquet"

    def tables(self, what: str) -> Path:
        """Where the tables that checks of a snapshot read are kept; see `judge/shelf.py`."""
        return self.cache / f"tables-{what}.duckdb"


@contextmanager
def disk_errors_told(place: Path, *, but: type[OSError] | tuple[()] = ()) -> Iterator[None]:
    """Turn what the operating system refuses (except `but`) into an error that says what to do."""
    try:
        yield
    except but:
        raise
    except OSError as error:
        raise StoreError(
            str(error.filename or place),
            f"the data folder cannot be used: {error.strerror or error}.",
            "Check that the disk has room and that the folder belongs to you, then run the command again.",
        ) from error


def prepare(folder: Folder) -> None:
    """Create the data folder (0700) and its own subfolders; a foreign folder that is not empty is refused."""
    if folder.root.exists():
        refuse_foreign(folder)
    if not folder.snapshots.is_dir():
        folder.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.chmod(folder.root, 0o700)
    for part in (folder.snapshots, folder.objects, folder.staging, folder.cache):
        part.mkdir(mode=0o700, exist_ok=True)


def refuse_foreign(folder: Folder) -> None:
    """Raise `StoreError` for an existing folder that holds something else than a data folder does."""
    if not folder.root.is_dir():
        raise StoreError(str(folder.root), "is a file, not a folder.", "Name another data folder.")
    if folder.snapshots.is_dir():
        return
    strange = sorted(entry.name for entry in folder.root.iterdir() if entry.name not in OURS)
    if strange:
        raise StoreError(
            str(folder.root),
            f"holds other files ({', '.join(strange[:3])}) and is no data folder of Cupola.",
            "Name an empty folder, or one that does not exist yet.",
        )


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet, and see it safely on disk; the folder is not synced."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BYTES, 0o600)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_over(path: Path, content: bytes, *, staging: Path) -> None:
    """Replace a file in one step: readers see the old content or the new, never a part of it."""
    fresh = staging / f"{path.name}.new"
    with suppress(FileNotFoundError):
        os.unlink(fresh)
    write_new(fresh, content)
    os.replace(fresh, path)
    sync_folder(path.parent)


def adopt(staged: Path, final: Path) -> None:
    """Move a finished file to its lasting name; the folder is not synced."""
    sync_file(staged)
    os.chmod(staged, 0o600)
    os.replace(staged, final)


def sync_file(path: Path) -> None:
    """See the bytes of a file safely on disk."""
    _sync(path, os.O_RDWR | BYTES)


def sync_folder(path: Path) -> None:
    """See the names in a folder safely on disk, where the operating system can open a folder."""
    if hasattr(os, "O_DIRECTORY"):
        _sync(path, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(path: Path) -> int:
    """Delete a file or a whole folder and tell its bytes; what is already gone counts 0."""
    freed = bytes_under(path)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(FileNotFoundError):
            os.unlink(path)
    return freed


def empty(folder: Path) -> int:
    """Delete all that lies in a folder and tell its bytes."""
    if not folder.is_dir():
        return 0
    return sum(remove(entry) for entry in sorted(folder.iterdir()))


def bytes_under(path: Path) -> int:
    """Bytes of a file, or of all files under a folder; 0 when there is nothing."""
    try:
        if not path.is_dir():
            return path.lstat().st_size
        return sum(entry.lstat().st_size for entry in path.rglob("*") if not entry.is_dir())
    except FileNotFoundError:
        return 0
