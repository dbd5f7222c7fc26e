"""The shared tables, one file for each noun."""

from cupola.workspace.models.audit import AuditEntry
from cupola.workspace.models.audit_results import AuditKind, AuditResult
from cupola.workspace.models.deliveries import Delivery, DeliveryFile, DeliveryState
from cupola.workspace.models.district import District, OwnSubject, School
from cupola.workspace.models.figures import Figure, FigureNotComputed
from cupola.workspace.models.findings import CheckResult, CheckSwitch, Decision, DecisionKind, Finding, SavedView
from cupola.workspace.models.needs import Need, NeedSource, NeedState
from cupola.workspace.models.people import Grant, Invitation, User
from cupola.workspace.models.publications import CheckCount, Publication
from cupola.workspace.models.schedule import Schedule
from cupola.workspace.models.systems import Hosting, System, Tier, Vendor

__all__ = [
    "AuditEntry",
    "AuditKind",
    "AuditResult",
    "CheckCount",
    "CheckResult",
    "CheckSwitch",
    "Decision",
    "DecisionKind",
    "Delivery",
    "DeliveryFile",
    "DeliveryState",
    "District",
    "Figure",
    "FigureNotComputed",
    "Finding",
    "Grant",
    "Hosting",
    "Invitation",
    "Need",
    "NeedSource",
    "NeedState",
    "OwnSubject",
    "Publication",
    "SavedView",
    "Schedule",
    "School",
    "System",
    "Tier",
    "User",
    "Vendor",
]
