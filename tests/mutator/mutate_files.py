"""Damage to bytes: cut files, broken quotes, foreign encodings, archives that cannot be trusted."""

from __future__ import annotations

import zipfile

from tests.mutator.expectations import LISTS, ROSTER, Draw, Expectation, Must, Mutations, expects
from tests.mutator.sheets import Files, Packing, Style, raw, sheet, zipped

BYTES = Mutations("bytes", ROSTER)
LIST_BYTES = Mutations("bytes of lists", LISTS)
ARCHIVES = Mutations("archives", ROSTER)
USERS, CLASSES, COURSES, ENROLLMENTS = "sis/users.csv", "sis/classes.csv", "sis/courses.csv", "sis/enrollments.csv"
ATTENDANCE, RESULTS, STATE, ZIP = "attendance.csv", "math-results.csv", "state-upload.csv", "sis.zip"
PACKED = "sis.zip/enrollments.csv"
Made = tuple[Files, Expectation]


def lines(files: Files, name: str) -> list[bytes]:
    return raw(files, name).split(b"\n")


def joined(cut: list[bytes]) -> bytes:
    return b"\n".join(cut)


def some_line(draw: Draw, cut: list[bytes], *, without: bytes = b'"') -> int:
    """The index of a line that is neither the header nor the last, and has no quotes."""
    return draw.rng.choice([at for at in range(1, len(cut) - 2) if without not in cut[at]])


@BYTES.one(alone=True)
def a_row_has_one_field_too_many(draw: Draw, files: Files) -> Made:
    """The row is set aside; what points to it is not called lost."""
    file = draw.rng.choice([USERS, CLASSES, ENROLLMENTS])
    cut = lines(files, file)
    at = some_line(draw, cut)
    cut[at] += b",something"
    files[file] = joined(cut)
    return files, expects(Must("FIL-003", file, line=at + 1))


@BYTES.one(alone=True)
def the_fields_of_a_row_are_shifted(draw: Draw, files: Files) -> Made:
    """A comma is missing, so that all that follows stands one column too far left."""
    file = draw.rng.choice([USERS, CLASSES, ENROLLMENTS])
    cut = lines(files, file)
    at = some_line(draw, cut)
    cut[at] = cut[at].replace(b",", b"", 1) if cut[at].startswith(b",") else cut[at].replace(b",,", b",", 1)
    files[file] = joined(cut)
    return files, expects(Must("FIL-003", file, line=at + 1))


@BYTES.one(alone=True)
def a_quote_is_never_closed(draw: Draw, files: Files) -> Made:
    cut = lines(files, ENROLLMENTS)
    at = some_line(draw, cut)
    cells = cut[at].split(b",")
    place = draw.rng.randrange(1, len(cells))
    cells[place] = b'"' + cells[place]
    cut[at] = b",".join(cells)
    files[ENROLLMENTS] = joined(cut)
    return files, expects(Must("FIL-004", ENROLLMENTS, line=at + 1))


@BYTES.one(alone=True)
def one_byte_is_no_text(draw: Draw, files: Files) -> Made:
    """The file holds letters beyond ASCII that are sound, so it is UTF-8 with one bad byte."""
    cut = lines(files, USERS)
    at = next(at for at, line in enumerate(cut) if b"st-0100" in line)
    cells = cut[at].split(b",")
    cells[6] += b"\x97"
    cut[at] = b",".join(cells)
    files[USERS] = joined(cut)
    return files, expects(Must("FIL-005", USERS, line=at + 1, column="givenName"))


@BYTES.one(alone=True)
def a_file_is_in_the_encoding_of_old_windows(draw: Draw, files: Files) -> Made:
    files[USERS] = raw(files, USERS, Style("cp1252"))
    return files, expects(Must("FIL-006", USERS))


@BYTES.one(alone=True)
def a_cell_holds_a_byte_of_value_zero(draw: Draw, files: Files) -> Made:
    cut = lines(files, CLASSES)
    at = some_line(draw, cut)
    cells = cut[at].split(b",")
    cells[3] = cells[3][:2] + b"\0" + cells[3][2:]
    cut[at] = b",".join(cells)
    files[CLASSES] = joined(cut)
    return files, expects(Must("FIL-007", CLASSES, line=at + 1, column="title"))


@BYTES.one(alone=True)
def the_header_repeats_a_name(draw: Draw, files: Files) -> Made:
    table = sheet(files, draw.rng.choice([CLASSES, COURSES, ENROLLMENTS]))
    table.header += ["metadata.room", "metadata.room"]
    name = next(name for name, content in files.items() if content is table)
    return files, expects(Must("FIL-008", name, line=1, column="metadata.room"), also=["PKG-009"])


@BYTES.one(alone=True)
def a_cell_is_a_book(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, ENROLLMENTS))
    row["sourcedId"] = "x" * 1_100_000
    return files, expects(Must("FIL-011", ENROLLMENTS, row))


@BYTES.one(alone=True)
def a_file_is_cut_off_in_its_last_row(draw: Draw, files: Files) -> Made:
    cut = lines(files, ENROLLMENTS)[:-1]
    kept = cut[: draw.rng.randint(len(cut) - 3, len(cut))]
    kept[-1] = kept[-1][: draw.rng.randint(5, 20)]
    files[ENROLLMENTS] = joined(kept)
    return files, expects(Must("FIL-012", ENROLLMENTS, line=len(kept)))


@BYTES.one(alone=True)
def a_cell_holds_a_line_break(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, CLASSES))
    row["title"] = row["title"].replace(" ", "\n", 1)
    return files, expects(Must("FIL-018", CLASSES, row, column="title"))


@BYTES.one(alone=True)
def passwords_are_exported(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, USERS))
    row["password"] = "summer2026"
    return files, expects(Must("FIL-023", USERS, column="password"))


@LIST_BYTES.one(alone=True)
def a_file_is_of_no_known_kind(draw: Draw, files: Files) -> Made:
    files["notes.csv"] = b"Colour,Weather\nred,rain\nblue,sun\n"
    return files, expects(Must("FIL-001", "notes.csv"))


@LIST_BYTES.one(alone=True)
def a_file_is_empty(draw: Draw, files: Files) -> Made:
    name = draw.rng.choice([ATTENDANCE, RESULTS, STATE])
    files[name] = draw.rng.choice([b"", b"\r\n\r\n", b"\xef\xbb\xbf"])
    return files, expects(Must("FIL-002", name))


@LIST_BYTES.one(alone=True)
def a_column_has_no_name(draw: Draw, files: Files) -> Made:
    sheet(files, ATTENDANCE).header.append("")
    return files, expects(Must("FIL-009", ATTENDANCE, line=1))


@LIST_BYTES.one(alone=True)
def a_title_stands_above_the_header(draw: Draw, files: Files) -> Made:
    name = draw.rng.choice([ATTENDANCE, RESULTS, STATE])
    before = draw.rng.choice([b"Larkfield Schools\n", b"Larkfield Schools\nMade on 30 October\n\n"])
    files[name] = before + raw(files, name)
    return files, expects(Must("FIL-010", name, line=1))


@LIST_BYTES.one(alone=True)
def a_file_is_the_page_that_asks_to_sign_in(draw: Draw, files: Files) -> Made:
    name = draw.rng.choice([ATTENDANCE, RESULTS, STATE])
    files[name] = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body></body></html>\n"
    return files, expects(Must("FIL-016", name, line=1))


@LIST_BYTES.one(alone=True)
def a_file_lies_there_twice(draw: Draw, files: Files) -> Made:
    name = draw.rng.choice([ATTENDANCE, RESULTS, STATE])
    files[f"z copy of {name}"] = raw(files, name)
    return files, expects(Must("FIL-021", f"z copy of {name}"))


@LIST_BYTES.one(alone=True)
def a_file_has_thousands_of_columns(draw: Draw, files: Files) -> Made:
    files["wide.csv"] = (",".join(f"c{number}" for number in range(5_000)) + "\n").encode()
    return files, expects(Must("FIL-024", "wide.csv", line=1))


def packed(files: Files) -> dict[str, bytes]:
    """The package as the content of a zip, which takes the place of its folder."""
    return {name.removeprefix("sis/"): raw(files, name) for name in files}


@ARCHIVES.one(alone=True)
def a_member_of_the_zip_is_locked(draw: Draw, files: Files) -> Made:
    """The flag of the last member says that a password is needed."""
    content = bytearray(zipped(packed(files) | {"z.csv": b"a,b\n1,2\n"}))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 8] |= 1
    return {ZIP: bytes(content)}, expects(Must("FIL-013", ZIP))


@ARCHIVES.one(alone=True)
def a_member_of_the_zip_is_a_bomb(draw: Draw, files: Files) -> Made:
    return {ZIP: zipped(packed(files) | {"z.csv": bytes(52_000_000)})}, expects(Must("FIL-014", f"{ZIP}/z.csv"))


@ARCHIVES.one(alone=True)
def a_member_of_the_zip_leaves_its_folder(draw: Draw, files: Files) -> Made:
    name = draw.rng.choice(["../users.csv", "/etc/users.csv", "C:\\users.csv", "a/../../b.csv"])
    return {ZIP: zipped(packed(files) | {name: b"a,b\n1,2\n"})}, expects(Must("FIL-015", ZIP))


@ARCHIVES.one(alone=True)
def zips_lie_in_zips(draw: Draw, files: Files) -> Made:
    inner = zipped({"deep.csv": b"a,b\n1,2\n"})
    for number in range(draw.rng.randint(3, 6)):
        inner = zipped({f"{number}.zip": inner})
    return {ZIP: zipped(packed(files)), "more.zip": inner}, expects(Must("FIL-017"))


@ARCHIVES.one(alone=True)
def the_zip_is_cut_off(draw: Draw, files: Files) -> Made:
    content = zipped(packed(files))
    return {ZIP: content[: draw.rng.randint(1_000, len(content) - 100)]}, expects(Must("FIL-025", ZIP))


@ARCHIVES.one(alone=True)
def a_byte_of_the_zip_is_turned(draw: Draw, files: Files) -> Made:
    """Stored without packing, the sum of the member tells; the file is then missing from the package."""
    content = bytearray(zipped(packed(files), Packing(compression=zipfile.ZIP_STORED)))
    at = content.index(b"en-0100,")
    content[at + 3] ^= 1
    missing = Must("PKG-004", f"{ZIP}/manifest.csv")
    return {ZIP: bytes(content)}, expects(Must("FIL-025", PACKED), missing)
