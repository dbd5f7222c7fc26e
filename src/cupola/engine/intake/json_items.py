"""JSON read as a stream of records: an array of objects, an object around one, or one object a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cupola.engine.intake.flatten import DEEPEST, TooDeep, flatten, sayable
from cupola.engine.intake.items import Break, Item
from cupola.engine.intake.json_text import Broken, JsonText
from cupola.engine.intake.limits import Limits

# What stands around the records of a page: never a column of a record itself.
AROUND = frozenset(
    (
        *("count", "total", "totalcount", "total_count", "rows", "row_count", "page", "pages"),
        *("pagesize", "page_size", "page_number", "pagenumber", "limit", "offset"),
        *("next", "nextlink", "next_link", "prev", "previous", "first", "last", "links"),
        *("link", "paging", "pagination", "cursor", "status", "code", "error", "errors"),
        *("message", "success", "meta", "metadata", "response", "data", "result", "results"),
        *("resulttype", "warnings", "infos"),
        *("items", "value", "records", "body", "d", "version", "timestamp"),
    )
)
INSIDE = frozenset({"response", "data", "result", "d", "body"})


class TooLarge(str):
    """Stands for a record that is too large: why, in words."""

    __slots__ = ()


class JsonItems:
    """The records of one JSON file. `root` is always empty: JSON names no kind of document.

    Memory is bounded by the largest record.
    """

    def __init__(self, path: Path, limits: Limits, *, encoding: str, skip: int) -> None:
        self.root = ""
        self.path = path
        self.limits = limits
        self.encoding = encoding
        self.skip = skip
        self.table: str | None = None
        self.plain = False

    def __iter__(self) -> Iterator[Item | Break]:
        largest = self.limits.row_bytes
        with JsonText(self.path, encoding=self.encoding, skip=self.skip, largest=largest) as text:
            try:
                while text.peek():
                    yield from self._top(text)
            except Broken as broken:
                yield Break(broken.line, broken.fact, self.table)

    def _top(self, text: JsonText) -> Iterator[Item]:
        """What stands at the top: an array, an envelope, or one record; after a record come records."""
        sign = text.peek()
        if sign == "[":
            yield from self._array(text, "")
        elif sign == "{" and not self.plain and _is_envelope(text):
            yield from self._envelope(text, "")
        else:
            self.plain = True
            yield from self._line(text)

    def _line(self, text: JsonText) -> Iterator[Item]:
        """A record by itself; when it is broken, the next line may hold a whole one again."""
        line = text.line
        try:
            value = text.value()
        except Broken as broken:
            yield Item("", line, fault=broken.fact)
            text.next_line()
            return
        yield from self._item("", line, self._small(text, value))

    def _array(self, text: JsonText, table: str) -> Iterator[Item]:
        text.take("[")
        if text.peek() == "]":
            text.take("]")
            return
        while True:
            text.peek()
            line = text.line
            self.table = table
            yield from self._item(table, line, self._small(text, text.value()))
            self.table = None
            if text.peek() == "]":
                text.take("]")
                return
            text.take(",")

    def _envelope(self, text: JsonText, path: str) -> Iterator[Item]:
        """An object around records: its arrays of objects are tables, the rest of it is no record."""
        text.take("{")
        while text.peek() != "}":
            key = _key(text)
            below = f"{path}.{key}" if path else key
            sign = text.peek()
            if sign == "[":
                yield from self._array(text, below)
            elif sign == "{" and key.casefold() in INSIDE:
                yield from self._envelope(text, below)
            else:
                text.value()
            if text.peek() == ",":
                text.take(",")
            elif text.peek() != "}":
                text.take("}")
        text.take("}")

    def _small(self, text: JsonText, value: Any) -> Any:
        """The value, or why it is too large to be kept."""
        if text.size <= self.limits.row_bytes:
            return value
        return TooLarge(f"the record is larger than {self.limits.row_bytes // 1_000:,} kilobytes")

    def _item(self, table: str, line: int, value: Any) -> Iterator[Item]:
        if isinstance(value, dict) and (inner := _page_inside(value)) is not None:
            key, records = inner
            for record in records:
                yield from self._item(f"{table}.{key}" if table else key, line, record)
        else:
            yield _as_item(table, line, value)


def _as_item(table: str, line: int, value: Any) -> Item:
    if isinstance(value, TooLarge):
        return Item(table, line, fault=value)
    if not isinstance(value, dict):
        return Item(table, line, fault="a value stands where a record is expected")
    try:
        flat = flatten(value)
    except TooDeep as deep:
        return Item(table, line, fault=deep.fact)
    return Item(table, line, flat.cells, hidden=flat.hidden)


def _key(text: JsonText) -> str:
    key = text.value() if text.peek() == '"' else None
    if not isinstance(key, str):
        raise Broken(text.line, "a name in quotation marks is expected")
    text.take(":")
    return sayable(key)


def _is_envelope(text: JsonText) -> bool:
    """Whether the object at the cursor stands around an array of records: looked at, not read."""
    text.mark()
    try:
        return _leads_to_records(text, 1)
    except Broken:
        return False
    finally:
        text.back()


def _leads_to_records(text: JsonText, depth: int) -> bool:
    text.take("{")
    while text.peek() == '"' and depth < DEEPEST:
        key = _key(text)
        around = key.startswith("@") or key.casefold() in AROUND
        sign = text.peek()
        if sign == "[":
            text.take("[")
            if text.peek() != "]":
                return text.peek() == "{"
            text.take("]")
            return around or text.peek() == "}"
        if sign == "{" and key.casefold() in INSIDE:
            return _leads_to_records(text, depth + 1)
        if not around:
            return False
        text.value()
        if text.peek() == ",":
            text.take(",")
    return False


def _page_inside(value: dict[str, Any]) -> tuple[str, list[Any]] | None:
    """A page that is itself a member of an array: one list of objects, and nothing but what stands around."""
    lists = [key for key, part in value.items() if isinstance(part, list) and part and isinstance(part[0], dict)]
    if len(lists) != 1 or len(value) < 2:
        return None
    others = [key for key in value if key != lists[0]]
    if all(key.startswith("@") or key.casefold() in AROUND for key in others):
        return lists[0], value[lists[0]]
    return None
