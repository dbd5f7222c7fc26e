"""What lies in the folders, files and archives of a delivery, each file once and none trusted."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cupola.engine.errors import NothingToRead
from cupola.engine.intake.archives import Unpacker
from cupola.engine.intake.limits import USUAL, Limits
from cupola.engine.intake.problems import unreadable_file
from cupola.engine.intake.signature import is_archive
from cupola.engine.kinds import Arrival, ReadProblem

SKIPPED = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
STANDARD_INPUT = "standard input"


@dataclass(frozen=True, slots=True)
class Arrived:
    """The files of a delivery in the order they were met, and what could not be taken."""

    arrivals: tuple[Arrival, ...]
    problems: tuple[ReadProblem, ...]


def arrive(paths: Sequence[Path | str], work: Path, *, limits: Limits = USUAL) -> Arrived:
    """Collect the files of a delivery; archives are unpacked into the folder `work`.

    A path is a folder, a file, a zip or `-` for standard input. Hidden files, lock files and what
    systems leave behind are passed over. Whatever is refused becomes a problem. Raises `NothingToRead`
    for a path that does not exist and when nothing at all arrives and nothing was refused.
    """
    entrance = Entrance(work, limits)
    labels = _labels(paths)
    for path, label in zip(paths, labels, strict=True):
        if str(path) == "-":
            entrance.take_standard_input()
        else:
            entrance.take(Path(path), label)
    if not entrance.arrivals and not entrance.problems:
        place = ", ".join(str(path) for path in paths) or "the delivery"
        raise NothingToRead(place, "there is no file in it.", "Name a folder, a file or a zip with exports.")
    return Arrived(tuple(entrance.arrivals), tuple(entrance.problems))


def _labels(paths: Sequence[Path | str]) -> list[str]:
    """What stands before a name when several paths are given: nothing for one folder alone."""
    if len(paths) < 2:
        return [""] * len(paths)
    bases = [Path(os.path.abspath(path)).name if Path(path).is_dir() else "" for path in paths]
    seen = Counter(bases)
    return [str(path).strip("/") if base and seen[base] > 1 else base for path, base in zip(paths, bases, strict=True)]


class Entrance:
    """Takes in paths one by one and keeps what came of them."""

    def __init__(self, work: Path, limits: Limits) -> None:
        self.work = work
        self.unpacker = Unpacker(work, limits)
        self.arrivals = self.unpacker.arrivals
        self.problems = self.unpacker.problems

    def take(self, path: Path, label: str) -> None:
        """Take a path that a person named."""
        try:
            info = path.stat()
        except OSError as error:
            if isinstance(error, PermissionError):
                self.problems.append(unreadable_file(str(path), error))
                return
            fact = "there is no such file or folder."
            raise NothingToRead(str(path), fact, "Check the name and try again.") from error
        if stat.S_ISDIR(info.st_mode):
            self._take_folder(path, label)
        else:
            folder = Path(os.path.abspath(path)).parent.name
            self._take_file(path, self._free_name(path.name, path), label or folder)

    def take_standard_input(self) -> None:
        """Copy what comes through standard input and take it as a file."""
        copy = self.unpacker.place_for(STANDARD_INPUT)
        with copy.open("wb") as target:
            shutil.copyfileobj(sys.stdin.buffer, target)
        self._take_file(copy, STANDARD_INPUT, STANDARD_INPUT, temporary=True)

    def _take_folder(self, root: Path, label: str) -> None:
        base = label or Path(os.path.abspath(root)).name
        home = root.resolve()
        for folder, folders, files in os.walk(root, onerror=self._folder_refused):
            folders[:] = sorted(name for name in folders if not _is_passed_over(name))
            inner = Path(folder).relative_to(root).as_posix()
            within = "/".join(part for part in (label, "" if inner == "." else inner) if part)
            for name in sorted(files):
                path = Path(folder, name)
                shown = f"{within}/{name}" if within else name
                if _is_passed_over(name):
                    continue
                if path.is_symlink() and not path.resolve().is_relative_to(home):
                    self._refuse(shown, "is a link to a place outside its folder; it was not followed.")
                    continue
                self._take_file(path, shown, within or base)

    def _folder_refused(self, error: OSError) -> None:
        self.problems.append(unreadable_file(str(error.filename), error))

    def _take_file(self, path: Path, name: str, package: str, *, temporary: bool = False) -> None:
        name = name.encode("utf-8", "replace").decode()
        try:
            info = path.stat()
            if not stat.S_ISREG(info.st_mode):
                self._refuse(name, "is no ordinary file.")
                return
            if is_archive(path):
                self.unpacker.unpack(path, name)
                if temporary:
                    path.unlink()
                return
        except OSError as error:
            self.problems.append(unreadable_file(name, error))
            return
        modified = datetime.fromtimestamp(info.st_mtime, UTC)
        self.arrivals.append(Arrival(name, path, package, modified, info.st_size, temporary))

    def _refuse(self, name: str, fact: str) -> None:
        step = "Put the file itself into the folder."
        self.problems.append(ReadProblem("FIL-024", name, f"this {fact}", next_step=step))

    def _free_name(self, name: str, path: Path) -> str:
        """The bare name, or the path as given when another file has that name already."""
        taken = {arrival.name for arrival in self.arrivals}
        return str(path) if name in taken else name


def _is_passed_over(name: str) -> bool:
    return name.startswith((".", "~$")) or name in SKIPPED
