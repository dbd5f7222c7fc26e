"""A mapping says which column of a district's file fills which column of a list, in YAML people can edit."""

from __future__ import annotations

import itertools
import json
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, field, replace
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from cupola.engine.catalog import catalogue_folder
from cupola.engine.kinds import System
from cupola.engine.sources.date_forms import DATE_FORMS, MONTH_FORMS
from cupola.engine.sources.fixed_width import FixedWidth, fixed_lines, read_fixed
from cupola.engine.sources.forms import FileForm, folded
from cupola.engine.sources.lists import FORMS
from cupola.engine.sources.mapped_results import MappedResult, in_school_years, read_results, result_lines
from cupola.engine.sources.mapping_file import Place, read_text, whole_place

ORIGINS = ("shipped", "proposed", "confirmed")
SYSTEM_KINDS = ("sis", "enrollment", "state", "assessment", "other")
PARTS = ("low", "high")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LISTS: dict[str, FileForm] = {form.table: form for form in FORMS}
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_/().' -]*(?<! )")
NOT_PLAIN = {"yes", "no", "y", "n", "true", "false", "on", "off", "null"}
NO_LETTER = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
HEAD = """\
# How Cupola reads this list, next time without asking. Change what is wrong and keep the file.
# columns: our column, then `header` (the file's column) and `why`; also, where they are needed,
#   dates: {dates}
#   codes: what the file writes, then what Cupola calls it; part: low or high (of a range such as 09-12);
#   width: digits of an identifier (lost zeros are put back); then: a header put behind; value: what all rows are
# ignored: columns that are not taken, and why; stamps: columns that only say when a row was written
"""


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """Where one column of ours comes from.

    `date_format` is a name of `DATE_FORMS`, `codes` gives our word for the file's (before the
    catalogue's own lists; '' is no value), `part` takes the low or high end of a range of grades,
    `width` fills an identifier of digits with zeros, `then` is a header whose cells are put behind, `value`
    holds for every row where there is no header.
    """

    header: str
    why: str = ""
    date_format: str | None = None
    codes: dict[str, str] | None = None
    part: str | None = None
    width: int | None = None
    then: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a file fills one of the lists.

    `form` is the table of a list, `columns` our column -> where it comes from, `ignored` headers that
    are not taken and why. A file is read this way when it has every header of `signature` (folded).
    `stamps` are headers that only say when a row was written: a row where nothing else differs has not
    changed. `headerless` names the columns of a file that has no header. `results` are the score columns
    of a wide list of results, `fixed` the places of the columns in lines of one length (see `fixed_width`).
    """

    name: str
    form: str
    system: System
    columns: dict[str, MappedColumn]
    signature: tuple[str, ...]
    ignored: dict[str, str] = field(default_factory=dict)
    origin: str = "proposed"
    stamps: tuple[str, ...] = ()
    headerless: tuple[str, ...] = ()
    results: tuple[MappedResult, ...] = ()
    fixed: FixedWidth | None = None

    @property
    def list_form(self) -> FileForm:
        """The list it fills."""
        return LISTS[self.form]

    @property
    def digest(self) -> str:
        """16 hex digits over all that changes what is read; reasons and origin do not count."""
        columns = {key: [c.header, c.date_format, c.codes, c.part, c.width, c.then] for key, c in self.columns.items()}
        said: list[object] = [self.form, self.system.id, self.system.kind, sorted(columns.items()), self.headerless]
        values = {key: column.value for key, column in self.columns.items() if column.value is not None}
        if values or self.results or self.fixed:
            said += [values, [astuple(each) for each in self.results], self.fixed and astuple(self.fixed)]
        return sha256(json.dumps(said).encode()).hexdigest()[:16]

    def fits(self, header: Iterable[str]) -> bool:
        """Whether a file with this header is read this way.

        The signature must be there, and at least half of the headers must be known: the columns of a
        small list may all stand in a larger file of another kind. A wide list of results says by its
        score columns what it is: it needs the signature, half of the plain columns and one score column; how
        many scores there are differs by year and by what a district has bought.
        """
        return self.fits_folded({folded(each) for each in header})

    def fits_folded(self, there: set[str]) -> bool:
        """Like `fits`, for headers that are folded already."""
        if self.fixed or not self.signature or not there.issuperset(self.signature):
            return False
        if self.results:
            return self._has_half(there)
        known = {folded(column.header) for column in self.columns.values()} | set(self.signature)
        known |= {folded(each) for each in (*self.ignored, *self.stamps, *self.headerless)}
        known |= {folded(column.then) for column in self.columns.values() if column.then}
        return 2 * len(there - known) <= len(there)

    def _has_half(self, there: set[str]) -> bool:
        """Whether half of the plain columns are there, and one score column at least."""
        plain = {folded(column.header) for column in self.columns.values() if column.header}
        scores = {folded(header) for each in in_school_years(self.results, there) for header in each.headers}
        return 2 * len(plain & there) >= len(plain) and bool(scores & there)


def choose_mapping(mappings: Iterable[Mapping], header: Sequence[str], system: str = "") -> Mapping | None:
    """The mapping that fits this header, or None.

    Among several a confirmed one wins, then the one made for `system` (see `system_id`), then the one
    that asks for most headers.
    """
    rank = {"confirmed": 2, "shipped": 1, "proposed": 0}
    there = {folded(each) for each in header}
    fitting = [mapping for mapping in mappings if mapping.fits_folded(there)]
    return max(
        fitting,
        key=lambda each: (rank[each.origin], each.system.id == system, len(each.signature), each.name),
        default=None,
    )


@cache
def shipped_mappings() -> tuple[Mapping, ...]:
    """The mappings that came with the program."""
    return read_mappings(catalogue_folder() / "mappings")


def read_mappings(folder: Path) -> tuple[Mapping, ...]:
    """The mappings of a folder by file name; `MappingError` names file and line of a mistake."""
    if not folder.is_dir():
        return ()
    return tuple(read_mapping(path) for path in sorted(folder.glob("*.yaml")))


def read_mapping(path: Path) -> Mapping:
    """The mapping in a YAML file; `MappingError` names the line of a mistake."""
    return _mapping_in(path, read_text(path))


@lru_cache(maxsize=1_000)
def _mapping_in(path: Path, text: str) -> Mapping:
    """A folder is read again for each list that is loaded; what says the same is not walked through again."""
    top = whole_place(path, text)
    top.only(
        "name",
        "form",
        "origin",
        "system",
        "signature",
        "columns",
        "ignored",
        "stamps",
        "headerless",
        "results",
        "fixed",
    )
    form = LISTS[top.at("form").one_of(tuple(LISTS))]
    system = top.at("system").only("id", "kind", "name")
    headerless, stamps, fixed = top.maybe("headerless"), top.maybe("stamps"), top.maybe("fixed")
    ignored = top.maybe("ignored")
    origin = top.maybe("origin")
    columns = top.at("columns")
    return Mapping(
        name=top.at("name").like(SLUG, "small letters, digits and dashes, such as sis-students"),
        form=form.table,
        system=System(
            id=system.at("id").like(SLUG, "small letters, digits and dashes, such as sis"),
            kind=system.at("kind").one_of(SYSTEM_KINDS),
            name=system.at("name").text(),
        ),
        columns={key: _read_column(form, place) for key, place in columns.pairs(required=True)},
        signature=tuple(folded(place.text()) for place in top.at("signature").items(required=True)),
        ignored={key: place.text() for key, place in ignored.pairs()} if ignored else {},
        origin=origin.one_of(ORIGINS) if origin else "confirmed",
        stamps=tuple(place.text() for place in stamps.items()) if stamps else (),
        headerless=tuple(place.text() for place in headerless.items()) if headerless else (),
        results=read_results(top.maybe("results")),
        fixed=read_fixed(fixed) if fixed else None,
    )


def _read_column(form: FileForm, place: Place) -> MappedColumn:
    place.key_is_one_of(tuple(column.name for column in form.columns))
    place.only("header", "then", "why", "dates", "codes", "part", "width", "value")
    keys = ("dates", "codes", "part", "width", "then", "why", "value")
    dates, codes, part, width, then, why, value = (place.maybe(key) for key in keys)
    return MappedColumn(
        header=place.at("header").text() if value is None else "",
        value=value.text() if value else None,
        why=why.text() if why else "",
        date_format=dates.one_of((*DATE_FORMS, *MONTH_FORMS)) if dates else None,
        codes={source: ours.text() for source, ours in codes.pairs()} if codes else None,
        part=part.one_of(PARTS) if part else None,
        width=width.number(1, 64) if width else None,
        then=then.text() if then else None,
    )


def save_mapping(mapping: Mapping, folder: Path) -> Path:
    """Write the mapping as `<name>.yaml` into the folder; returns the path.

    An older mapping of the same list is replaced. One of another list (two files called `math.csv`) is
    kept, and this one is called `math-2`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    taken = {each.name: each for each in read_mappings(folder)}
    names = (mapping.name if count == 1 else f"{mapping.name}-{count}" for count in itertools.count(1))
    name = next(each for each in names if each not in taken or _is_same_list(taken[each], mapping))
    path = folder / f"{name}.yaml"
    half = path.with_suffix(".yaml.new")
    half.write_text(mapping_text(replace(mapping, name=name)), encoding="utf-8")
    os.replace(half, path)
    return path


def _is_same_list(one: Mapping, other: Mapping) -> bool:
    return one.form == other.form and one.signature == other.signature


def mapping_text(mapping: Mapping) -> str:
    """The mapping as YAML. `read_mapping` gives back the same mapping."""
    said = _scalar
    lines = [
        HEAD.format(dates=", ".join((*DATE_FORMS, *MONTH_FORMS))).rstrip(),
        f"name: {said(mapping.name)}",
        f"form: {said(mapping.form)}  # {mapping.list_form.title}",
        f"origin: {said(mapping.origin)}  # {', '.join(ORIGINS)}",
        "system:",
        f"  id: {said(mapping.system.id)}  # the same id next month means the same system",
        f"  kind: {said(mapping.system.kind)}  # {', '.join(SYSTEM_KINDS)}",
        f"  name: {said(mapping.system.name)}",
        "signature:  # headers that a file must have to be read this way",
        *(f"  - {said(each)}" for each in mapping.signature),
        "columns:",
    ]
    for target, column in mapping.columns.items():
        lines += _column_lines(target, column)
    lines += _pair_lines("ignored", mapping.ignored, "")
    for key, listed in (("stamps", mapping.stamps), ("headerless", mapping.headerless)):
        if listed:
            lines += [f"{key}:", *(f"  - {said(each)}" for each in listed)]
    lines += result_lines(mapping.results, said)
    lines += fixed_lines(mapping.fixed, said)
    return "\n".join(lines) + "\n"


def _column_lines(target: str, column: MappedColumn) -> list[str]:
    source = ("value", column.value) if column.value is not None else ("header", column.header)
    lines = [f"  {target}:", f"    {source[0]}: {_scalar(source[1])}"]
    if column.then is not None:
        lines.append(f"    then: {_scalar(column.then)}")
    if column.why:
        lines.append(f"    why: {_scalar(column.why)}")
    if column.date_format:
        lines.append(f"    dates: {_scalar(column.date_format)}")
    if column.codes is not None:
        lines += _pair_lines("codes", column.codes, "    ") or ["    codes: {}"]
    if column.part:
        lines.append(f"    part: {column.part}")
    if column.width:
        lines.append(f"    width: {column.width}")
    return lines


def _pair_lines(key: str, pairs: dict[str, str], indent: str) -> list[str]:
    if not pairs:
        return []
    return [f"{indent}{key}:", *(f"{indent}  {_pair(said, ours, indent)}" for said, ours in pairs.items())]


def _pair(key: str, value: str, indent: str) -> str:
    """YAML takes a name of more than 128 characters only behind a question mark."""
    if len(_scalar(key)) <= 100:
        return f"{_scalar(key)}: {_scalar(value)}"
    return f"? {_scalar(key)}\n{indent}  : {_scalar(value)}"


def _scalar(text: str) -> str:
    if PLAIN.fullmatch(text) and text.lower() not in NOT_PLAIN:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return NO_LETTER.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
