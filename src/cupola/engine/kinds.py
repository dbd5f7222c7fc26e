"""The small frozen things that travel between the steps of the journey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from hashlib import sha256
from pathlib import Path


class Severity(IntEnum):
    """How much a finding matters; the order is the order of importance."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @classmethod
    def parse(cls, word: str) -> Severity:
        """Read `error`, `warning` or `note`; any other word raises `KeyError`."""
        return cls[word.upper()]

    @property
    def word(self) -> str:
        """The word a person reads: `error`, `warning` or `note`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class ReadProblem:
    """Something that reading a file brought up, said with place, fact and next step.

    `code` is the id of the check in the catalogue (`FIL-003`) that explains it. `rows_set_aside`
    counts the records that are not in the table because of it (0 when the row was kept). `key` is the
    first cell of a row that was set aside, so that references to it raise no false alarm. `value` and
    `repair` are shown only when the column is not personal.
    """

    code: str
    file: str
    fact: str
    line: int | None = None
    column: str | None = None
    value: str | None = None
    repair: str | None = None
    next_step: str | None = None
    rows_set_aside: int = 0
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file of a delivery, as it lies on disk after archives were opened.

    `name` is what a person sees (`this-month/sis.zip/users.csv`), `path` where its bytes are,
    `modified` the time the file (or archive member) carries, `package` the folder or archive that it
    came in, so that files of one export stay together. `temporary` says that `path` is our own copy.
    """

    name: str
    path: Path
    package: str
    modified: datetime
    bytes: int
    temporary: bool = False

    @property
    def base(self) -> str:
        """The file's own name, without its folders."""
        return self.name.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What was seen of a file's bytes: facts, not findings."""

    sha256: str
    encoding: str
    bom: bool
    line_end: str
    delimiter: str
    header: tuple[str, ...]
    header_line: int
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Keeping:
    """How to keep rows that are looked at many times: with further columns computed from the others (name -> SQL).

    With `table` they stay in the connection as a temporary table of that name, and no file is written.
    """

    computed: Mapping[str, str] = field(default_factory=dict)
    table: str | None = None


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table of text cells read from one file (or sheet), kept as Parquet, or in memory as the table `memory`.

    The Parquet file (or table) has one VARCHAR column for each header name (`columns`, in order; empty cells are
    NULL), and `line_column` says whether it also has `_line`; without it the physical line of a row is
    its 0-based place in the file + `first_line`. `records` counts the records of an independent scan,
    so that `rows + rows_set_aside == records`.
    """

    arrival: Arrival
    facts: FileFacts
    parquet: Path
    columns: tuple[str, ...]
    rows: int
    rows_set_aside: int
    records: int
    first_line: int
    line_column: bool
    problems: tuple[ReadProblem, ...] = ()
    memory: str | None = None


@dataclass(frozen=True, slots=True)
class System:
    """A source system: its lasting id, its kind (sis, enrollment, state, directory, mdm, asset …), its name."""

    id: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a person is asked to look at.

    `subject` is a key of the record, never a name. `file` is the name of the file as delivered, `system`
    the source system that it came from. `rows` is how many rows it stands for: a fault of a whole column
    is one finding, not ten thousand. `school` is the school's name, `school_id` its key in the record (`orgs.org_id`).
    The fingerprint depends on check, system, subject and column alone,
    so that the same trouble has the same print in every later export.
    """

    check: str
    severity: Severity
    message: str
    role: str
    fix: str
    file: str | None = None
    line: int | None = None
    column: str | None = None
    subject: str | None = None
    school: str | None = None
    value: str | None = None
    repair: str | None = None
    system: str | None = None
    rows: int = 1
    school_id: str | None = None

    @property
    def fingerprint(self) -> str:
        """16 hex digits that name this trouble in every later snapshot."""
        where = self.subject if self.subject is not None else f"{self.file}:{self.line}"
        print_of = "\0".join((self.check, self.system or "", where, self.column or ""))
        return sha256(print_of.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class NotRun:
    """A check that did not run, and why. Not run is not passed."""

    check: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileSeen:
    """What became of one delivered file: recognised as what and why, rows read and set aside."""

    name: str
    recognised_as: str | None
    why: str
    table: str | None
    system: str | None
    rows_read: int
    rows_set_aside: int
    records: int
    encoding: str | None = None
    modified: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Ran:
    """How one check went: how many rows it looked at (its denominator) and how many it found."""

    check: str
    looked_at: int
    found: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """All that a check of a delivery has to say."""

    files: tuple[FileSeen, ...]
    findings: tuple[Finding, ...]
    ran: tuple[Ran, ...]
    not_run: tuple[NotRun, ...]
    as_of: str
    names: Mapping[str, str] = field(default_factory=dict)

    def worst(self) -> Severity | None:
        """The highest severity found, or None when there is no finding."""
        return max((finding.severity for finding in self.findings), default=None)
