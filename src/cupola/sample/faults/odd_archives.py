"""Archives that a reader must refuse or survive: protected, broken, nested, exploding, escaping."""

import io
import random
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from cupola.sample.days import TODAY
from cupola.sample.files.sheet import member

KEYS = (0x12345678, 0x23456789, 0x34567890)
ENCRYPTED = 0x1
SMALLEST = 9


def packed(files: Mapping[str, bytes], as_of: int = TODAY) -> bytes:
    """A zip archive of these files, the same bytes every time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(member(name, as_of), content, compresslevel=SMALLEST)
    return buffer.getvalue()


def protected(name: str, content: bytes, password: bytes) -> bytes:
    """A zip archive with one file under the traditional PKWARE encryption (APPNOTE.TXT 6.1)."""
    plain = packed({name: content})
    info = zipfile.ZipFile(io.BytesIO(plain)).getinfo(name)
    start = 30 + len(name)
    body = plain[start : start + info.compress_size]
    check = info.CRC.to_bytes(4, "little")[3:]
    secret = _encrypted(bytes(range(11)) + check + body, password)
    directory = plain.index(b"PK\x01\x02")
    local, central, end = bytearray(plain[:start]), bytearray(plain[directory:]), plain.index(b"PK\x05\x06")
    for header, flag, size in ((local, 6, 18), (central, 8, 20)):
        header[flag] |= ENCRYPTED
        header[size : size + 4] = len(secret).to_bytes(4, "little")
    offset = end - directory + 16
    central[offset : offset + 4] = (len(local) + len(secret)).to_bytes(4, "little")
    return bytes(local) + secret + bytes(central)


def _encrypted(content: bytes, password: bytes) -> bytes:
    keys = list(KEYS)
    for letter in password:
        _stir(keys, letter)
    secret = bytearray()
    for letter in content:
        word = (keys[2] | 2) & 0xFFFF
        secret.append(letter ^ ((word * (word ^ 1)) >> 8 & 0xFF))
        _stir(keys, letter)
    return bytes(secret)


def _stir(keys: list[int], letter: int) -> None:
    keys[0] = _crc(keys[0], letter)
    keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134_775_813 + 1) & 0xFFFFFFFF
    keys[2] = _crc(keys[2], keys[1] >> 24)


def _crc(value: int, letter: int) -> int:
    """One step of CRC-32 without the inversions that zlib does before and after."""
    return zlib.crc32(bytes([letter]), value ^ 0xFFFFFFFF) ^ 0xFFFFFFFF


def bomb(name: str, megabytes: int = 64) -> bytes:
    """A small archive that becomes more than a thousand times as large."""
    return packed({name: b"Student Number,Date\r\n" + b"0" * (megabytes << 20)})


def nested(name: str, content: bytes, depth: int) -> bytes:
    """An archive in an archive in an archive …"""
    inner = packed({name: content})
    for level in range(depth - 1, 0, -1):
        inner = packed({f"level-{level}.zip": inner})
    return inner


def huge_cell(header: str, rows: Sequence[str], megabytes: int = 17) -> bytes:
    """A CSV file, packed, whose last cell has many megabytes and deflates about fifty to one."""
    pick = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz "
    block = "".join(pick.choices(letters, k=20_000))
    count = megabytes * (1 << 20) // len(block) + 1
    text = "".join(block + "".join(pick.choices(letters, k=300)) for _ in range(count))
    start = "\r\n".join([header, *(f"{row}," for row in rows)])
    return packed({"remarks.csv": f'{start}"{text}"\r\n'.encode()})
