"""The kinds of export that Cupola recognises: one entry each, with its files and how they fill the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cupola.engine.sources import (
    device_fills,
    edfi_fills,
    edfi_more_fills,
    edfi_more_forms,
    equity,
    google,
    intune,
    list_fills,
    lists,
    mosyle,
    oneroster_fills,
    snipeit,
)
from cupola.engine.sources.forms import Column, FileForm
from cupola.engine.sources.oneroster_forms import VERSIONS


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of export.

    `kind` is the kind of the source system (sis, mdm, directory, asset …); `fills` its SELECT for each
    record table; `aliases` are other spellings of its headers (folded -> folded).
    """

    name: str
    title: str
    kind: str
    forms: tuple[FileForm, ...]
    fills: Mapping[str, str]
    aliases: Mapping[str, str] = field(default_factory=dict)


ONEROSTER = Family(
    "oneroster",
    "OneRoster",
    "sis",
    tuple(form for forms in VERSIONS.values() for form in forms),
    oneroster_fills.FILLS,
)
GOOGLE_DEVICES = Family(
    "google_devices",
    "Google devices",
    "mdm",
    (google.DEVICES,),
    {table: sql for table, sql in device_fills.GOOGLE.items() if table != "accounts"},
)
GOOGLE_USERS = Family(
    "google_users",
    "Google users",
    "directory",
    (google.USERS,),
    {"accounts": device_fills.GOOGLE["accounts"]},
)
INTUNE = Family("intune", "Intune", "mdm", intune.FORMS, device_fills.INTUNE)
SNIPEIT = Family("snipe_it", "Snipe-IT", "asset", snipeit.FORMS, device_fills.SNIPEIT, snipeit.ALIASES)
EDFI = Family("edfi", "Ed-Fi", "sis", edfi_more_forms.FORMS, {**edfi_fills.FILLS, **edfi_more_fills.FILLS})
MOSYLE = Family("mosyle", "Mosyle", "mdm", mosyle.FORMS, device_fills.MOSYLE)
EQUITY = Family("digital_equity", "Digital-equity answers", "survey", equity.FORMS, equity.FILLS, equity.ALIASES)
LISTS = Family("lists", "Mapped lists", "other", lists.FORMS, list_fills.FILLS)

FAMILIES: tuple[Family, ...] = (
    ONEROSTER,
    EDFI,
    GOOGLE_DEVICES,
    GOOGLE_USERS,
    INTUNE,
    MOSYLE,
    SNIPEIT,
    EQUITY,
    LISTS,
)
FILLS: dict[str, Mapping[str, str]] = {family.name: family.fills for family in FAMILIES}


def source_tables() -> dict[str, tuple[Column, ...]]:
    """Every source table with all the columns that any of its forms has."""
    tables: dict[str, dict[str, Column]] = {}
    for family in FAMILIES:
        for form in family.forms:
            into = tables.setdefault(form.table, {})
            for column in form.columns:
                into.setdefault(column.name, column)
    return {table: tuple(columns.values()) for table, columns in tables.items()}


def family_of(table: str) -> Family:
    """The family that a source table belongs to."""
    return next(family for family in FAMILIES if any(form.table == table for form in family.forms))
