"""Numbers that a workbook shows with zeros in front: which cells, and how many digits."""

from __future__ import annotations

import posixpath
import re
import zlib
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

BLOCK = 1 << 20
LARGEST_PART = 20_000_000
ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
ZEROS = re.compile(r"0{2,}(;.*)?")
Widths = dict[tuple[int, int], int]


def zero_padded_cells(path: Path) -> dict[str, Widths]:
    """For each sheet the digits to show of cells (0-based row and column) formatted like `000000`.

    Excel keeps `001902` as the number 1902 when the column has such a format; the zeros belong to the
    identifier. Says nothing about workbooks that have no such format or are not of the XML kind.
    """
    try:
        with ZipFile(path) as archive:
            styles = _zero_styles(_part(archive, "xl/styles.xml"))
            if not styles:
                return {}
            return {name: _cells(archive, part, styles) for name, part in _sheet_parts(archive).items()}
    except (BadZipFile, KeyError, ParseError, ExpatError, zlib.error, EOFError, ValueError, OSError):
        return {}


def _part(archive: ZipFile, name: str) -> Element:
    with archive.open(name) as part:
        return fromstring(part.read(LARGEST_PART))


def _named(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if element.tag.rsplit("}", 1)[-1] == name]


def _zero_styles(root: Element) -> dict[str, int]:
    """Style number (as written) to the digits its format shows."""
    formats = {
        element.get("numFmtId", ""): len(element.get("formatCode", "").split(";")[0])
        for element in _named(root, "numFmt")
        if ZEROS.fullmatch(element.get("formatCode", ""))
    }
    if not formats:
        return {}
    cells = _named(root, "cellXfs")
    styles = enumerate(_named(cells[0], "xf") if cells else [])
    return {
        str(place): formats[style.get("numFmtId", "")]
        for place, style in styles
        if style.get("numFmtId", "") in formats
    }


def _sheet_parts(archive: ZipFile) -> dict[str, str]:
    links = {
        link.get("Id"): link.get("Target", "")
        for link in _named(_part(archive, "xl/_rels/workbook.xml.rels"), "Relationship")
    }
    parts = {}
    for sheet in _named(_part(archive, "xl/workbook.xml"), "sheet"):
        link = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        parts[sheet.get("name", "")] = posixpath.normpath(posixpath.join("/xl", links.get(link, "")))[1:]
    return parts


def _cells(archive: ZipFile, part: str, styles: dict[str, int]) -> Widths:
    widths: Widths = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        digits = styles.get(attributes.get("s", ""))
        address = ADDRESS.fullmatch(attributes.get("r", "")) if digits and tag.endswith("c") else None
        if address and digits:
            widths[int(address[2]) - 1, _column(address[1])] = digits

    parser = ParserCreate()
    parser.StartElementHandler = start
    with archive.open(part) as source:
        while block := source.read(BLOCK):
            parser.Parse(block, False)
    return widths


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
