"""The room's tables, one file for each noun."""

from cupola.modules.strategy.models.asks import Ask, AskOption
from cupola.modules.strategy.models.changes import Change, Reading
from cupola.modules.strategy.models.comparisons import Alternative, Comparison, Criterion, CriterionKind, Score
from cupola.modules.strategy.models.direction import NeedTie, Objective, Principle, Vision
from cupola.modules.strategy.models.goals import Goal
from cupola.modules.strategy.models.initiatives import Initiative, InitiativeState, Kept, Money
from cupola.modules.strategy.models.milestones import Blackout, Dependency, Milestone
from cupola.modules.strategy.models.pilots import LearningGoal, Pilot, PilotDecision
from cupola.modules.strategy.models.versions import PlanVersion

__all__ = [
    "Alternative",
    "Ask",
    "AskOption",
    "Blackout",
    "Change",
    "Comparison",
    "Criterion",
    "CriterionKind",
    "Dependency",
    "Goal",
    "Initiative",
    "InitiativeState",
    "Kept",
    "LearningGoal",
    "Milestone",
    "Money",
    "NeedTie",
    "Objective",
    "Pilot",
    "PilotDecision",
    "PlanVersion",
    "Principle",
    "Reading",
    "Score",
    "Vision",
]
