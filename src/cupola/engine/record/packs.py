"""Packs: the differences that one step of folding made, in one small compressed file.

The first line says what it is and how long the index is; then the compressed index (object, the newer
object it is the difference to, bytes), then the differences, each compressed by itself.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from cupola.engine.errors import StoreError

FORMAT = 1
COMPRESSION = lzma.FORMAT_ALONE
EFFORT = 2
ENDING = ".pack"


@dataclass(frozen=True, slots=True)
class Member:
    """A difference in a pack: `object` is made from `base` by the lines at `offset`.

    Without a base it is only a note that the object is better kept whole.
    """

    object: str
    base: str
    pack: Path
    offset: int
    bytes: int


def compress(path: Path, lines: Iterable[object]) -> int:
    """Write the lines of one difference to a new file and tell its bytes."""
    with lzma.open(path, "wb", format=COMPRESSION, preset=EFFORT) as out:
        for line in lines:
            out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return path.stat().st_size


def packed(member: Member) -> bytes:
    """The compressed bytes of a difference."""
    with member.pack.open("rb") as stream:
        stream.seek(member.offset)
        return stream.read(member.bytes)


def lines_of(member: Member) -> Iterator[Any]:
    """The lines of a difference; see `damage` for what is raised when they cannot be read."""
    with lzma.open(BytesIO(packed(member)), "rb", format=COMPRESSION) as content:
        for line in content:
            yield json.loads(line)


def damage() -> tuple[type[Exception], ...]:
    """What reading a damaged pack, or applying it, can raise."""
    import duckdb

    return (ValueError, LookupError, TypeError, EOFError, lzma.LZMAError, duckdb.Error)


def write(path: Path, members: Sequence[tuple[str, str, int]], bodies: Iterable[bytes]) -> None:
    """Write a pack: object, base and size of each member, then their compressed bytes one by one."""
    index = lzma.compress(json.dumps(members, separators=(",", ":")).encode(), format=COMPRESSION)
    with path.open("xb") as out:
        out.write(f"cupola pack {FORMAT} {len(index)}\n".encode() + index)
        for body in bodies:
            out.write(body)


def all_in(folder: Path) -> list[Path]:
    """The packs of a folder, oldest first."""
    return sorted(folder.glob(f"*{ENDING}"))


def next_name(folder: Path) -> Path:
    """A name after all others, for the pack of a new step."""
    last = max((int(pack.name.split("-")[0]) for pack in all_in(folder)), default=0)
    return folder / f"{last + 1:08d}-000{ENDING}"


def again_name(pack: Path) -> Path:
    """The name of the same step written again: after the old name, before the next step."""
    step, times = pack.name.removesuffix(ENDING).split("-")
    return pack.with_name(f"{step}-{int(times) + 1:03d}{ENDING}")


def index_of(pack: Path) -> tuple[Member, ...]:
    """What a pack holds; raises `StoreError` when it is damaged or of a later format."""
    with pack.open("rb") as stream:
        first = stream.readline(64).split()
        try:
            if first[:2] != [b"cupola", b"pack"] or int(first[2]) > FORMAT:
                raise ValueError("unknown format")
            entries = json.loads(lzma.decompress(stream.read(int(first[3]))))
            offset = stream.tell()
            found = []
            for name, base, size in entries:
                found.append(Member(name, base, pack, offset, size))
                offset += size
        except (ValueError, IndexError, TypeError, lzma.LZMAError) as error:
            raise StoreError(
                str(pack),
                f"this pack of older versions cannot be read ({error}).",
                "Restore the data folder from a backup; the current snapshot does not need this file.",
            ) from error
    return tuple(found)
