"""The kinds of export that Cupola recognises: one entry each, with its files and how they fill the record."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from cupola.engine.sources import (
    calpads,
    calpads_fills,
    clever_fills,
    clever_forms,
    device_fills,
    edfi_fills,
    edfi_more_fills,
    edfi_more_forms,
    entra,
    equity,
    google,
    helpdesk,
    helpdesk_fills,
    incident_iq,
    insights_fills,
    insights_forms,
    intune,
    inventory_fills,
    jamf,
    list_fills,
    lists,
    mosyle,
    oneroster_fills,
    own_entries,
    sds_fills,
    sds_forms,
    snipeit,
    uptime,
    uptime_fills,
)
from cupola.engine.sources.forms import Column, FileForm
from cupola.engine.sources.oneroster_forms import VERSIONS


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of export.

    `kind` is the kind of the source system (sis, mdm, directory, asset …); `fills` its SELECT for each
    record table; `aliases` are other spellings of its headers (folded -> folded). `lists` names, by source
    table, the list its rows are part of as well, and for each column of that list (own column, SQL over its cell).
    """

    name: str
    title: str
    kind: str
    forms: tuple[FileForm, ...]
    fills: Mapping[str, str]
    aliases: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, Mapping[str, tuple[str, str]]]] = field(default_factory=dict)


ONEROSTER = Family(
    "oneroster",
    "OneRoster",
    "sis",
    tuple(form for forms in VERSIONS.values() for form in forms),
    oneroster_fills.FILLS,
)
SDS = Family("sds", "School Data Sync", "sis", sds_forms.FORMS, sds_fills.FILLS)
CLEVER = Family("clever", "Clever", "sis", clever_forms.FORMS, clever_fills.FILLS)
INSIGHTS = Family("insights", "Education Insights", "lms", insights_forms.FORMS, insights_fills.FILLS)
GOOGLE_DEVICES = Family(
    "google_devices",
    "Google devices",
    "mdm",
    (google.DEVICES, google.CONSOLE_DEVICES),
    {table: sql for table, sql in device_fills.GOOGLE.items() if table != "accounts"},
    google.DEVICE_ALIASES,
)
GOOGLE_USERS = Family(
    "google_users",
    "Google users",
    "directory",
    (google.USERS, google.CONSOLE_USERS),
    {"accounts": device_fills.GOOGLE["accounts"]},
)
ENTRA_USERS = Family("entra_users", "Entra users", "directory", entra.FORMS, entra.FILLS, entra.ALIASES)
INTUNE = Family("intune", "Intune", "mdm", intune.FORMS, device_fills.INTUNE)
SNIPEIT = Family("snipe_it", "Snipe-IT", "asset", snipeit.FORMS, device_fills.SNIPEIT, snipeit.ALIASES)
JAMF = Family("jamf", "Jamf", "mdm", jamf.FORMS, inventory_fills.JAMF, jamf.ALIASES)
INCIDENT_IQ = Family("incident_iq", "Incident IQ", "asset", incident_iq.FORMS, inventory_fills.INCIDENT_IQ)
CALPADS = Family(
    "calpads",
    "CALPADS",
    "state",
    calpads.FORMS,
    calpads_fills.FILLS,
    lists={
        "calpads_enrollment": ("student_list", calpads_fills.ENROLLMENT_AS_LIST),
        "calpads_program": ("program_list", calpads_fills.PROGRAM_AS_LIST),
    },
)
EDFI = Family("edfi", "Ed-Fi", "sis", edfi_more_forms.FORMS, {**edfi_fills.FILLS, **edfi_more_fills.FILLS})
MOSYLE = Family("mosyle", "Mosyle", "mdm", mosyle.FORMS, device_fills.MOSYLE)
EQUITY = Family("digital_equity", "Digital-equity answers", "survey", equity.FORMS, equity.FILLS, equity.ALIASES)
OWN = Family(own_entries.OWN_SYSTEM, "Entered in Cupola", "survey", own_entries.FORMS, own_entries.FILLS)
KUMA = Family("uptime_kuma", "Uptime Kuma", "monitoring", uptime.KUMA_FORMS, uptime_fills.KUMA)
PRTG = Family("prtg", "PRTG", "monitoring", (uptime.PRTG,), uptime_fills.PRTG)
PROMETHEUS = Family("prometheus", "Prometheus", "monitoring", (uptime.PROMETHEUS,), uptime_fills.PROMETHEUS)
OUTAGES = Family("outages", "List of outages", "monitoring", (uptime.OUTAGES,), uptime_fills.OUTAGES)
IIQ_TICKETS = Family(
    "incident_iq_tickets", "Incident IQ tickets", "helpdesk", (helpdesk.INCIDENT_IQ,), helpdesk_fills.INCIDENT_IQ
)
OSTICKET = Family("osticket", "osTicket", "helpdesk", (helpdesk.OSTICKET,), helpdesk_fills.OSTICKET)
FRESH = Family(
    "fresh", "Freshservice or Freshdesk", "helpdesk", (helpdesk.FRESH,), helpdesk_fills.FRESH, helpdesk.FRESH_ALIASES
)
ZAMMAD = Family("zammad", "Zammad", "helpdesk", (helpdesk.ZAMMAD,), helpdesk_fills.ZAMMAD)
LISTS = Family("lists", "Mapped lists", "other", lists.FORMS, list_fills.FILLS)

FAMILIES: tuple[Family, ...] = (
    ONEROSTER,
    EDFI,
    SDS,
    CLEVER,
    INSIGHTS,
    GOOGLE_DEVICES,
    GOOGLE_USERS,
    ENTRA_USERS,
    INTUNE,
    SNIPEIT,
    JAMF,
    INCIDENT_IQ,
    CALPADS,
    MOSYLE,
    EQUITY,
    OWN,
    KUMA,
    PRTG,
    PROMETHEUS,
    OUTAGES,
    IIQ_TICKETS,
    OSTICKET,
    FRESH,
    ZAMMAD,
    LISTS,
)
FILLS: dict[str, Mapping[str, str]] = {family.name: family.fills for family in FAMILIES}


def also_lists() -> dict[str, tuple[str, Mapping[str, tuple[str, str]]]]:
    """Source table -> the list that its rows are part of as well, with the columns that fill it."""
    return {table: said for family in FAMILIES for table, said in family.lists.items()}


def source_tables(families: Collection[str] | None = None) -> dict[str, tuple[Column, ...]]:
    """The source tables of these families (of all when None) with all the columns that any of their forms has."""
    tables: dict[str, dict[str, Column]] = {}
    for family in (each for each in FAMILIES if families is None or each.name in families):
        for form in family.forms:
            into = tables.setdefault(form.table, {})
            for column in form.columns:
                into.setdefault(column.name, column)
    return {table: tuple(columns.values()) for table, columns in tables.items()}


def family_of(table: str) -> Family:
    """The family that a source table belongs to."""
    return next(family for family in FAMILIES if any(form.table == table for form in family.forms))
