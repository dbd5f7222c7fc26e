"""OneRoster packages: which version, which files, and what the manifest says against what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cupola.engine.intake import Shape
from cupola.engine.kinds import Arrival, ReadProblem, System
from cupola.engine.sources.families import ONEROSTER
from cupola.engine.sources.forms import FileForm, folded
from cupola.engine.sources.oneroster_delta import delta_problems
from cupola.engine.sources.oneroster_forms import VERSIONS
from cupola.engine.sources.recognition import Recognised, match_headers, nearly_right, slug

ROSTERING = ("academicSessions", "classes", "courses", "demographics", "enrollments", "orgs", "users")
GRADEBOOK = ("categories", "lineItems", "results", "resources", "classResources", "courseResources")
NEW_IN_12 = (
    *("lineItemLearningObjectiveIds", "lineItemScoreScales", "resultLearningObjectiveIds", "resultScoreScales"),
    *("roles", "scoreScales", "userProfiles", "userResources"),
)
PROPERTIES_11 = ROSTERING + GRADEBOOK
PROPERTIES_12 = PROPERTIES_11 + NEW_IN_12
REQUIRED = ("academicSessions.csv", "orgs.csv", "courses.csv", "classes.csv", "users.csv", "enrollments.csv")
ROSTER_NAMES = frozenset(f"{name}.csv".casefold() for name in (*ROSTERING, "roles"))
MANIFEST = frozenset({"propertyname", "value"})


@dataclass(frozen=True, slots=True)
class Manifest:
    """What manifest.csv says, in order, with the line of each property."""

    arrival: Arrival
    rows: tuple[tuple[str, str, int], ...]

    def get(self, name: str) -> str | None:
        """The value of a property, or None when it is not there."""
        return next((value for key, value, _ in self.rows if key == name), None)

    @property
    def version(self) -> str | None:
        """`1.1` or `1.2` when the manifest names a version known here."""
        version = self.get("oneroster.version")
        return version if version in VERSIONS else None

    @property
    def has_deltas(self) -> bool:
        """Whether a file of the package holds changes only; what did not change is then absent."""
        return any(key.startswith("file.") and value == "delta" for key, value, _ in self.rows)

    def problem(self, code: str, fact: str, next_step: str, *, line: int | None = None) -> ReadProblem:
        """A problem whose place is the manifest."""
        return ReadProblem(code=code, file=self.arrival.name, fact=fact, line=line, next_step=next_step)


def is_manifest(shape: Shape) -> bool:
    """Whether this file is a OneRoster manifest."""
    return {folded(name) for name in shape.columns} >= MANIFEST and len(shape.columns) <= 3


def read_manifest(shape: Shape) -> Manifest:
    """The manifest's properties; blank rows are left out."""
    names = [folded(name) for name in shape.columns]
    key, value = names.index("propertyname"), names.index("value")
    rows = tuple(
        ((row[key] or "").strip(), (row[value] or "").strip() if len(row) > value else "", number)
        for number, row in enumerate(shape.sample, start=2)
        if len(row) > key and (row[key] or "").strip()
    )
    return Manifest(shape.arrival, rows)


def form_of(shape: Shape, version: str | None) -> FileForm | None:
    """The form of a file by its header; a file that carries a form's name and half its columns counts too."""
    names = {folded(name) for name in shape.columns}
    forms = [form for forms in VERSIONS.values() for form in forms]
    fitting = [form for form in forms if form.recognises(shape.columns)]
    if not fitting and "sourcedid" in {name.replace("_", "").replace(" ", "") for name in names}:
        base = shape.arrival.base.casefold()
        fitting = [form for form in forms if form.file.casefold() == base and _share(form, names) >= 0.5]
    if not fitting:
        return None
    return max(fitting, key=lambda form: (form.version == version, _share(form, names), form.version))


def form_fits(shape: Shape) -> bool:
    """Whether the header alone makes this a OneRoster file."""
    return any(form.recognises(shape.columns) for forms in VERSIONS.values() for form in forms)


def _share(form: FileForm, names: set[str]) -> float:
    return len(names & set(form.by_folded)) / len(form.columns)


def recognise_package(shapes: Sequence[Shape]) -> tuple[list[Recognised], list[ReadProblem], set[str]]:
    """Recognise the OneRoster files among the files of one folder or archive.

    Returns the recognised files, the problems of the package, and the names of all files that belong to
    it (the manifest too), so that nobody else asks about them.
    """
    manifests = [read_manifest(shape) for shape in shapes if is_manifest(shape)]
    manifest = manifests[0] if manifests else None
    said = manifest.version if manifest else None
    named = [(shape, form) for shape in shapes if not is_manifest(shape) and (form := form_of(shape, said))]
    if not named or (manifest is None and _is_of_another_kind(shapes, named)):
        return [], [], set()
    version = said or _version_seen([form for _, form in named])
    system = _system(manifest)
    found = [
        _recognised(shape, form_of(shape, version) or form, manifest=manifest, system=system) for shape, form in named
    ]
    problems = [problem for item in found for problem in item.problems]
    problems += _package_problems(shapes, manifest, version=version, found=found)
    names = {shape.arrival.name for shape, _ in named} | {item.arrival.name for item in manifests}
    return found, problems, names


def _is_of_another_kind(shapes: Sequence[Shape], named: Sequence[tuple[Shape, FileForm]]) -> bool:
    """Whether most files with names of OneRoster hold something else, as in Microsoft's School Data Sync."""
    fitting = {shape.arrival.name for shape, _ in named}
    other = [s for s in shapes if s.arrival.base.casefold() in ROSTER_NAMES and s.arrival.name not in fitting]
    return len(other) > len(fitting)


def _version_seen(forms: Sequence[FileForm]) -> str:
    if any(form.file == "roles.csv" for form in forms):
        return "1.2"
    users = [form.version for form in forms if form.file == "users.csv"]
    return users[0] if users else max((form.version for form in forms), default="1.1")


def _system(manifest: Manifest | None) -> System:
    said = manifest and (manifest.get("source.systemCode") or manifest.get("source.systemName"))
    title = (manifest and manifest.get("source.systemName")) or said or "OneRoster"
    return System(slug(said) if said else "oneroster", "sis", title)


def _recognised(shape: Shape, form: FileForm, *, manifest: Manifest | None, system: System) -> Recognised:
    headers = match_headers(form, shape.columns, {})
    mode = manifest.get(f"file.{form.file.removesuffix('.csv')}") if manifest else None
    problems = list(_column_problems(shape, form, headers))
    if mode == "delta":
        problems += delta_problems(shape, form, headers)
    return Recognised(
        shape=shape,
        form=form,
        family=ONEROSTER,
        system=system,
        headers=headers,
        why=f"it has the columns of OneRoster {form.version} {form.file}",
        mode=mode if mode in ("bulk", "delta") else None,
        problems=tuple(problems),
    )


def _column_problems(shape: Shape, form: FileForm, headers: dict[str, str]) -> list[ReadProblem]:
    """Missing, misspelled, foreign and unknown columns; a slip of the pen is used as what it means."""
    file, line = shape.arrival.name, 1
    used = set(headers.values())
    unknown = [name for name in shape.columns if name not in used and not folded(name).startswith("metadata.")]
    missing = [column for column in form.columns if column.name not in headers]
    slips = nearly_right([column.header for column in missing], unknown)
    found = []
    for column in missing:
        slip = slips.get(column.header)
        if slip is not None:
            headers[column.name] = slip
            unknown.remove(slip)
            found.append(
                ReadProblem(
                    code="PKG-007",
                    file=file,
                    line=line,
                    column=slip,
                    fact=f"the column {slip!r} is nearly {column.header!r}.",
                    value=slip,
                    repair=column.header,
                    next_step=f"Name it {column.header} in the export.",
                )
            )
        elif column.required:
            found.append(
                ReadProblem(
                    code="PKG-006",
                    file=file,
                    line=line,
                    column=column.header,
                    fact=f"the required column {column.header!r} is missing.",
                    next_step=f"Export {form.file} with all columns of OneRoster {form.version}.",
                )
            )
    return found + [_unknown_column(file, form, name) for name in unknown]


def _unknown_column(file: str, form: FileForm, name: str) -> ReadProblem:
    others = [
        other.version
        for forms in VERSIONS.values()
        for other in forms
        if other.file == form.file and other.version != form.version and folded(name) in other.by_folded
    ]
    if others:
        return ReadProblem(
            code="PKG-008",
            file=file,
            line=1,
            column=name,
            fact=f"the column {name!r} belongs to OneRoster {others[-1]}, this is version {form.version}.",
            next_step="Export the whole package in one version.",
        )
    return ReadProblem(
        code="PKG-009",
        file=file,
        line=1,
        column=name,
        fact=f"the column {name!r} is not part of OneRoster {form.version} and has no metadata. prefix.",
        next_step=f"Rename it metadata.{name} or leave it out.",
    )


def _package_problems(
    shapes: Sequence[Shape], manifest: Manifest | None, *, version: str, found: Sequence[Recognised]
) -> list[ReadProblem]:
    package = shapes[0].arrival.package
    present = {item.form.file: item.shape.arrival for item in found}
    problems = []
    if manifest is None and version != "1.0":
        fact = "the package has no manifest.csv in its root."
        problems.append(
            ReadProblem(code="PKG-001", file=package, fact=fact, next_step="Export the whole package again.")
        )
    if manifest is not None:
        problems += _manifest_versions(manifest) + _manifest_properties(manifest)
        problems += _manifest_against_files(manifest, {shape.arrival.base for shape in shapes})
    required = REQUIRED + (("roles.csv",) if version == "1.2" else ())
    for file in required:
        declared = manifest.get(f"file.{file.removesuffix('.csv')}") if manifest else None
        unchanged = declared == "absent" and manifest is not None and manifest.has_deltas
        if file not in present and not unchanged and not _said_present(manifest, file):
            problems.append(
                ReadProblem(
                    code="PKG-005",
                    file=package,
                    fact=_missing(file, version, shapes),
                    next_step="Export the whole package again with this file.",
                )
            )
    return problems + _name_problems(present)


def _missing(file: str, version: str, shapes: Sequence[Shape]) -> str:
    if file.casefold() in {shape.arrival.base.casefold() for shape in shapes}:
        return f"{file} has not the columns of OneRoster {version}, and was not read."
    return f"{file} is missing; OneRoster {version} needs it."


def _said_present(manifest: Manifest | None, file: str) -> bool:
    """Whether PKG-004 already says that the manifest promises this file."""
    return manifest is not None and manifest.get(f"file.{file.removesuffix('.csv')}") in ("bulk", "delta")


def _manifest_versions(manifest: Manifest) -> list[ReadProblem]:
    problems = []
    version = manifest.get("manifest.version")
    if version != "1.0":
        excel = " That is what Excel makes of 1.0." if version == "1" else ""
        problems.append(
            manifest.problem(
                "PKG-002",
                f"manifest.version is {version!r}, the standard says '1.0'.{excel}",
                "Write 1.0; do not open manifest.csv in Excel.",
                line=_line_of(manifest, "manifest.version"),
            )
        )
    standard = manifest.get("oneroster.version")
    if standard not in ("1.1", "1.2"):
        problems.append(
            manifest.problem(
                "PKG-002",
                f"oneroster.version is {standard!r}; known are 1.1 and 1.2.",
                "Write the version of the export.",
                line=_line_of(manifest, "oneroster.version"),
            )
        )
    return problems


def _line_of(manifest: Manifest, name: str) -> int | None:
    return next((line for key, _, line in manifest.rows if key == name), None)


def _manifest_properties(manifest: Manifest) -> list[ReadProblem]:
    problems = []
    seen: dict[str, int] = {}
    known = PROPERTIES_12 if manifest.version == "1.2" else PROPERTIES_11
    step = "Write each file.* property once, as absent, bulk or delta."
    for key, value, line in manifest.rows:
        if key in seen:
            fact = f"{key} stands here and in line {seen[key]}."
            problems.append(manifest.problem("PKG-003", fact, step, line=line))
        seen.setdefault(key, line)
        if key.startswith("file.") and value not in ("absent", "bulk", "delta"):
            fact = f"{key} is {value!r}."
            problems.append(manifest.problem("PKG-003", fact, step, line=line))
    lacking = [f"file.{name}" for name in known if f"file.{name}" not in seen]
    if lacking:
        fact = f"{len(lacking)} properties are missing: {', '.join(lacking)}."
        problems.append(manifest.problem("PKG-003", fact, step))
    return problems


def _manifest_against_files(manifest: Manifest, there: set[str]) -> list[ReadProblem]:
    present = {name.casefold() for name in there}
    problems = []
    for key, value, line in manifest.rows:
        file = key.removeprefix("file.") + ".csv"
        if not key.startswith("file."):
            continue
        if value in ("bulk", "delta") and file.casefold() not in present:
            fact = f"{key} is {value}, but {file} is not in the package."
        elif value == "absent" and file.casefold() in present:
            fact = f"{key} is absent, but {file} is in the package."
        else:
            continue
        step = "Export the whole package again, in one run."
        problems.append(manifest.problem("PKG-004", fact, step, line=line))
    return problems


def _name_problems(present: dict[str, Arrival]) -> list[ReadProblem]:
    problems = []
    for file, arrival in present.items():
        inside = arrival.name.removeprefix(arrival.package).strip("/")
        if inside != file:
            problems.append(
                ReadProblem(
                    code="FIL-022",
                    file=arrival.name,
                    fact=f"the standard wants {file} in the root of the package.",
                    next_step="Most receiving systems do not find it otherwise.",
                )
            )
    return problems
