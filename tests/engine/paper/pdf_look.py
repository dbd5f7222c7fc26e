"""Looks into a PDF as a checker of PDF/UA-1 does: marked, language, shown title, alternative texts, fonts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf


def faults_of(pdf: bytes) -> list[str]:
    """What keeps a file from being PDF/UA-1, as far as can be seen without a reader; empty is good."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        root = opened.Root
        elements = list(_elements(root.get("/StructTreeRoot")))
        metadata = opened.open_metadata()
        checks = {
            "it is not marked": bool(root.get("/MarkInfo", {}).get("/Marked", False)),
            "it has no language": bool(str(root.get("/Lang", ""))),
            "its title is not shown": bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)),
            "it has no title": bool(metadata.get("dc:title")),
            "it does not say PDF/UA-1": str(metadata.get("pdfuaid:part", "")) == "1",
            "it has no tags": bool(elements),
            "a picture has no alternative text": all(_has_alt(each) for each in _of(elements, "Figure", "Formula")),
            "a table head has no scope": all("/Scope" in str(_attributes(each)) for each in _of(elements, "TH")),
            "it has no first heading": len(_of(elements, "H1")) == 1,
            "a font is not embedded": all(_embedded(font) for page in opened.pages for font in _fonts(page)),
        }
    return [fault for fault, is_good in checks.items() if not is_good]


def pages_of(pdf: bytes) -> int:
    """How many pages it has."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def tags_of(pdf: bytes) -> list[str]:
    """The tags in reading order."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [str(each.get("/S"))[1:] for each in _elements(opened.Root.StructTreeRoot)]


def alternatives_of(pdf: bytes) -> list[str]:
    """The alternative texts of its pictures."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [str(each.Alt) for each in _of(list(_elements(opened.Root.StructTreeRoot)), "Figure")]


def paper_of(pdf: bytes) -> tuple[float, float]:
    """Width and height of the first page in points."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        left, bottom, right, top = (float(each) for each in opened.pages[0].mediabox)
        return right - left, top - bottom


def _elements(node: Any) -> Iterator[Any]:
    if node is None:
        return
    if isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
    children = node.get("/K", []) if isinstance(node, pikepdf.Dictionary) else node
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary | pikepdf.Array):
            yield from _elements(child)


def _of(elements: list[Any], *tags: str) -> list[Any]:
    return [each for each in elements if str(each.get("/S"))[1:] in tags]


def _has_alt(element: Any) -> bool:
    return bool(str(element.get("/Alt", "")).strip())


def _attributes(element: Any) -> str:
    found = element.get("/A", [])
    many = found if isinstance(found, pikepdf.Array) else [found]
    return " ".join(" ".join(each.keys()) for each in many if isinstance(each, pikepdf.Dictionary))


def _fonts(page: Any) -> list[Any]:
    return list(dict(page.Resources.get("/Font", {})).values())


def _embedded(font: Any) -> bool:
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = inner.get("/FontDescriptor", {})
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
