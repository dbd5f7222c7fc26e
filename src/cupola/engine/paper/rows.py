"""A finding as the fields that every machine-readable form shares, in a fixed order."""

from __future__ import annotations

from cupola.engine.kinds import Finding, Report

FIELDS = (
    *("check", "severity", "message", "file", "line", "column", "subject", "school"),
    *("role", "fix", "value", "repair", "fingerprint", "system", "rows"),
)
NAMES = ("subject_name", "school_name")

Cell = str | int | None


def finding_fields(finding: Finding) -> dict[str, Cell]:
    """The documented fields of a finding; None where nothing is known."""
    return {
        "check": finding.check,
        "severity": finding.severity.word,
        "message": finding.message,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "subject": finding.subject,
        "school": finding.school,
        "role": finding.role,
        "fix": finding.fix,
        "value": finding.value,
        "repair": finding.repair,
        "fingerprint": finding.fingerprint,
        "system": finding.system,
        "rows": finding.rows,
    }


def finding_names(finding: Finding, report: Report) -> dict[str, Cell]:
    """The names of subject and school, for a report that was asked to carry names."""
    if not report.names:
        return {}
    keys = (finding.subject, finding.school)
    return {field: report.names.get(key) if key else None for field, key in zip(NAMES, keys, strict=True)}
