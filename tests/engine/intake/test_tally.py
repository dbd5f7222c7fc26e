"""Counting bytes: what it says does not depend on how the file is cut into blocks and pieces."""

from pathlib import Path

import pytest

from cupola.engine.intake.tally import PIECE, Tally, tally


def counted(folder: Path, content: bytes) -> Tally:
    file = folder / "users.csv"
    file.write_bytes(content)
    return tally(file, delimiter=b",", head_lines=1)


@pytest.mark.parametrize("before", range(4))
def test_a_letter_of_many_bytes_may_lie_across_two_pieces(tmp_path: Path, before: int) -> None:
    line = b"1," + b"x" * (PIECE - 8 - before) + "𝒥osé".encode()
    assert counted(tmp_path, b"id,name\n" + line + b"\n").utf8


@pytest.mark.parametrize("broken", [b"Jos\xe9", b"\xc3", b"\xed\xa0\x80", b"\xf0\x9f\x92"])
@pytest.mark.parametrize("length", [0, PIECE - 12, PIECE - 11, PIECE, 3 * PIECE])
def test_bytes_that_are_no_letter_are_met_in_every_piece(tmp_path: Path, broken: bytes, length: int) -> None:
    content = b"id,name\n1," + b"x" * length + broken
    assert not counted(tmp_path, content + b"\n").utf8
    assert not counted(tmp_path, content).utf8


@pytest.mark.parametrize("cell", [b'"Ruiz" ', b' "Ruiz"', b'"Ruiz ""Lee"""', b'"Ruiz, "'])
def test_a_blank_beside_a_quote_is_left_to_the_exact_reader(tmp_path: Path, cell: bytes) -> None:
    assert not counted(tmp_path, b"id,name\n1," + cell + b"\n").plain


@pytest.mark.parametrize("cell", [b'"Ruiz"', b'"Ruiz, Lee"', b'"Ruiz ,Lee"', b"Ruiz Lee", b'""'])
def test_a_quote_without_a_blank_beside_it_is_plain(tmp_path: Path, cell: bytes) -> None:
    assert counted(tmp_path, b"id,name\n1," + cell + b"\n").plain
