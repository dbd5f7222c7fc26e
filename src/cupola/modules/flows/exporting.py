"""What this room delivers to the record: the register of systems and audit results, without names and words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cupola.workspace.models import AuditResult, System
from cupola.workspace.own_record import OwnTable


def _systems() -> Iterator[tuple[Any, ...]]:
    for each in System.objects.select_related("vendor").order_by("pk"):
        yield (
            each.pk,
            each.name,
            each.vendor.name if each.vendor else "",
            each.hosting,
            each.owner_id is not None,
            each.users,
            None if each.annual_cents is None else f"{each.annual_cents / 100:.2f}",
            each.tier,
            each.contract_begins,
            each.contract_ends,
            each.notice_by,
            bool(each.exit_route.strip()),
            each.holds_student_data,
            each.for_attendance,
            each.for_gradebook,
            each.for_finance,
        )


def _audit_results() -> Iterator[tuple[Any, ...]]:
    for each in AuditResult.objects.order_by("pk"):
        value, best = f"{each.value:f}", f"{each.best:f}"
        yield each.pk, each.kind, each.framework, each.scale, each.scope, each.held_on, value, best


SYSTEMS = OwnTable(
    "cupola-systems",
    (
        *("systemId", "name", "vendor", "hosting", "hasOwner", "users", "annualCost", "tier"),
        *("contractBegins", "contractEnds", "noticeBy", "hasExitRoute", "holdsStudentData"),
        *("forAttendance", "forGradebook", "forFinance"),
    ),
    _systems,
)
AUDIT_RESULTS = OwnTable(
    "cupola-audit-results",
    ("auditResultId", "kind", "framework", "scale", "scope", "heldOn", "value", "best"),
    _audit_results,
)
