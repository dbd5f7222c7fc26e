"""Recognises Ed-Fi: interchange XML by its namespace, pages of its API by what only they hold."""

from __future__ import annotations

import re

from cupola.engine.backends.duck import name as quoted_name
from cupola.engine.backends.duck import quoted
from cupola.engine.intake import Kind, Shape
from cupola.engine.kinds import System
from cupola.engine.sources.edfi_more_forms import DESCRIPTORS, FORMS, KEY_CHANGES, OTHERS, PROGRAM_ASSOCIATIONS
from cupola.engine.sources.families import EDFI
from cupola.engine.sources.forms import FileForm, folded, snake
from cupola.engine.sources.recognition import Recognised, match_headers

SYSTEM = System("ed-fi", "sis", "Ed-Fi")
NAMESPACE = re.compile(r"https?://(www\.)?ed-fi\.org/(?P<version>[\w.]+) (?P<interchange>Interchange\w+)")
OF_CHANGES = re.compile(r"(^|/)changes/(rows|deletes|keyChanges)/[^/]+$")
PAGE = re.compile(r"(system=[^/]+/)?(?P<resource>.+?)(/changes/(rows|deletes|keyChanges))?/page-[0-9]+\.json")
OF_A_PAGE = re.compile(r"(^_etag$|^_lastModifiedDate$|(^|\.)link\.rel$)", re.I)
AROUND_NAMES = frozenset({"name", "birthdata", "attendanceevent", "employmentperiod"})
RENAMED = {
    "schoolyeartypereference.schoolyear": "schoolyear",
    "contactreference.parentuniqueid": "contactreference.contactuniqueid",
}
TOLD_BY = {
    "schoolfoodserviceprogramservice": "StudentSchoolFoodServiceProgramAssociation",
    "directcertification": "StudentSchoolFoodServiceProgramAssociation",
    "ideaeligibility": "StudentSpecialEducationProgramAssociation",
    "specialeducationsetting": "StudentSpecialEducationProgramAssociation",
    "homelessprimarynighttimeresidence": "StudentHomelessProgramAssociation",
    "priorityforservices": "StudentMigrantEducationProgramAssociation",
    "titleipartaparticipant": "StudentTitleIPartAProgramAssociation",
}
# One record may get another key more than once; each time is a row of its own.
NAMED_BY = {KEY_CHANGES.table: ("resource_id", "change_version")}
BY_ENTITY = {form.file: form for form in FORMS}
BY_ENTITY |= {"Parent": BY_ENTITY["Contact"], "StudentParentAssociation": BY_ENTITY["StudentContactAssociation"]}


def recognise_edfi(shape: Shape) -> Recognised | None:
    """What an XML or JSON table is in Ed-Fi; None when it is none of its records."""
    if shape.kind is Kind.XML:
        match = NAMESPACE.fullmatch(shape.document)
        if match is None:
            return None
        form = _form_of_entity(shape.record)
        why = f"its namespace is Ed-Fi {match['version']}, its records are called {shape.record}"
        return _recognised(shape, form, why, page=False)
    if shape.kind is not Kind.JSON:
        return None
    form_of_page = _form_of_page(shape)
    if form_of_page is None:
        return None
    why = f"its records have the columns of {form_of_page.title} in the Ed-Fi API"
    return _recognised(shape, form_of_page, why, page=True)


def plain_path(header: str) -> str:
    """One name for what XML and API name differently, in small letters.

    `StudentReference.StudentIdentity.StudentUniqueId` and `studentReference.studentUniqueId` are the same,
    so are `Race` and `races.raceDescriptor`, `Name.FirstName` and `firstName`.
    """
    steps = [_step(step) for step in header.strip().casefold().split(".")]
    steps = [step for step in steps if not step.endswith("identity")]
    if len(steps) > 1 and steps[0] in AROUND_NAMES:
        steps = steps[1:]
    around = [_singular(step) for step in steps[:-1]]
    if len(around) > 1 and around[1] == f"{around[0]}reference":
        around = around[1:]
    if around and around[0].endswith("reference"):
        around = around[:1]
    if around and around[-1].endswith("identificationcode"):
        around[-1] = "identificationcode"
    leaf = steps[-1] if steps else ""
    if around and around[-1] == leaf:
        around = around[:-1]
    path = ".".join((*around, leaf))
    return RENAMED.get(path, path)


def _step(step: str) -> str:
    step = step.removesuffix("descriptor") or step
    return f"contact{step[6:]}" if step in ("parentuniqueid", "parentreference", "parentidentity") else step


def _singular(step: str) -> str:
    if step.endswith("sses"):
        return step[:-2]
    if step.endswith("ies"):
        return f"{step[:-3]}y"
    return step[:-1] if step.endswith("s") and not step.endswith("ss") else step


def _form_of_entity(entity: str) -> FileForm:
    if entity in BY_ENTITY:
        return BY_ENTITY[entity]
    if re.fullmatch(r"Student\w*ProgramAssociation", entity):
        return PROGRAM_ASSOCIATIONS
    return DESCRIPTORS if entity.endswith("Descriptor") else OTHERS


def _form_of_page(shape: Shape) -> FileForm | None:
    names = {plain_path(column) for column in shape.columns}
    if {"id", "changeversion"} <= names and not any(OF_A_PAGE.search(column) for column in shape.columns):
        return BY_ENTITY["keyChanges" if any(name.startswith("oldkeyvalue") for name in names) else "deletes"]
    if "id" not in names or not any(OF_A_PAGE.search(column) for column in shape.columns):
        return None
    fitting = [
        form
        for form in FORMS
        if {plain_path(mark) for mark in form.marks} <= names and not names & {plain_path(mark) for mark in form.never}
    ]
    return max(fitting, key=lambda form: (form is not OTHERS, len(form.marks)), default=None)


def _entity(shape: Shape) -> str | None:
    """The kind of record that a table holds, as XML names it; of a page, where a column tells it."""
    if shape.kind is Kind.XML:
        return shape.record if re.fullmatch(r"\w{1,200}", shape.record) else None
    names = {plain_path(column).split(".")[0] for column in shape.columns}
    return next((entity for column, entity in TOLD_BY.items() if column in names), None)


def _recognised(shape: Shape, form: FileForm, why: str, *, page: bool) -> Recognised:
    changes = page and OF_CHANGES.search(shape.arrival.name) is not None
    aliases = {plain_path(column.header): folded(column.header) for column in form.columns}
    own = {folded(header): aliases.get(plain_path(header), "") for header in shape.columns}
    entity = _entity(shape) if form in (OTHERS, PROGRAM_ASSOCIATIONS) else None
    return Recognised(
        shape=shape,
        form=form,
        family=EDFI,
        system=SYSTEM,
        headers=match_headers(form, shape.columns, own),
        why=why,
        constants=_keys(shape) if form is KEY_CHANGES else {"entity": f"'{entity}'"} if entity else {},
        page=page,
        mode="delta" if changes else None,
        named_by=NAMED_BY.get(form.table, ("resource_id",)) if changes else (),
    )


def _keys(shape: Shape) -> dict[str, str]:
    """The old and the new key of a page of key changes, each as JSON by column of the source tables."""
    found = {}
    for which in ("old", "new"):
        pairs = [
            f"{quoted(_column(header))}, {quoted_name(header)}"
            for header in shape.columns
            if plain_path(header).startswith(f"{which}keyvalue.")
        ]
        found[f"{which}_key"] = f"CAST(json_object({', '.join(pairs)}) AS VARCHAR)"
    return found


def _column(header: str) -> str:
    """The column of the source tables that a part of a key fills: `oldKeyValues.programTypeDescriptor`."""
    name = snake(header.rpartition(".")[2].removesuffix("Descriptor"))
    return "contact_unique_id" if name == "parent_unique_id" else name


def resource_of(name: str) -> str:
    """The resource of the API that a pulled page is of, by the name of its file; nothing for other files."""
    page = PAGE.fullmatch(name)
    return page["resource"] if page else ""
