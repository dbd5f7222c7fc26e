"""The plan of the sample district: what it wants, decides, does and measures, and what is wrong with it on purpose."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from cupola.sample.life.places import AS_OF, Town, told

LATE, SLIPPED, LINKED = 0.07, 0.25, 0.6
OVER = ("done", "stopped")
Row = dict[str, Any]


def plan(town: Town) -> Row:
    """Everything that the room of the plan holds, with keys of needs and people in place of rows."""
    text = told("plan")
    rng = town.chance("plan")
    initiatives = _initiatives(town, rng)
    return {
        **{key: text[key] for key in ("vision", "intro", "principles", "objectives", "goals", "blackouts", "asks")},
        "initiatives": initiatives,
        "dependencies": _dependencies(rng, initiatives),
        "comparisons": [_comparison(each) for each in text["comparisons"]],
        "pilots": [_pilot(town, rng, row) for row in text["pilots"].values()],
        "changes": [_change(town, each) for each in text["changes"]],
    }


def truth() -> Row:
    """What does not fit together in the plan, for the page that must find it."""
    text = told("plan")
    in_goals = {need for goal in text["goals"] for need in goal["needs"]}
    needs = {key: theme["title"] for key, theme in told("voices").items() if theme["need"]}
    return {
        "goals_without_need": [goal["code"] for goal in text["goals"] if not goal["needs"]],
        "needs_without_goal": sorted(title for key, title in needs.items() if key not in in_goals),
        "goals_without_measure": [goal["code"] for goal in text["goals"] if not goal["measure"]],
        "money_without_goal": [
            code for code, row in text["initiatives"].items() if not row[0] and code in text["money"]
        ],
        "milestones_in_blackout": sorted(text["clashes"]),
        "stale_initiatives": sorted(text["stale"]),
    }


def _initiatives(town: Town, rng: Random) -> list[Row]:
    text = told("plan")
    found = []
    for code, row in text["initiatives"].items():
        goal, title, short, way, owner, begin, end, state, count, needs, promised = row
        closed = text["closed"].get(code, ["", "", "", ""])
        days = (date.fromisoformat(begin), date.fromisoformat(end))
        reviewed = text["stale"].get(code) or str(AS_OF - timedelta(days=rng.randint(1, 14)))
        phases = [f"{short}: {phase}" for phase in text["ways"][way][-count:]]
        found.append(
            {
                "code": code,
                "goal": goal,
                "title": title,
                "owner": owner,
                "state": state,
                "needs": needs,
                "begins_on": begin,
                "ends_on": end,
                "promised": promised,
                "reviewed_on": reviewed,
                "hours": 20 * rng.randint(4, 40) if rng.random() < 0.85 else None,
                **dict(zip(("closed_on", "kept", "measured", "learned"), closed, strict=True)),
                "money": [
                    {"fund": fund, "school_year": year, "cents": 100 * _scaled(dollars, town)}
                    for fund, year, dollars in text["money"].get(code, [])
                ],
                "milestones": _milestones(rng, (code, owner, state), days, phases=phases),
            }
        )
    return found


def _milestones(rng: Random, of: tuple[str, str, str], days: tuple[date, date], *, phases: list[str]) -> list[Row]:
    """Milestones in even steps, the last at the end; on no day on which nothing may be changed, but for two."""
    code, owner, state = of
    begin, end = days
    text = told("plan")
    looked_at = date.fromisoformat(text["stale"].get(code, str(AS_OF)))
    found = []
    for place, title in enumerate(phases, start=1):
        key = f"{code}-{place}"
        due = _free(begin + (end - begin) * place / len(phases))
        if key in text["clashes"]:
            due = date.fromisoformat(text["clashes"][key])
        slip = timedelta(days=rng.randint(2, 6) * 7) if rng.random() < SLIPPED else timedelta()
        is_done = state == "done" or (due <= looked_at and rng.random() > LATE and state != "planned")
        if state == "stopped":
            is_done = place <= 3
        done = min(due + timedelta(days=rng.randint(-9, 6)), looked_at) if is_done else None
        found.append(
            {
                "code": key,
                "title": title,
                "owner": owner if rng.random() < 0.7 else rng.choice(("technician", "network", "steward", "coach")),
                "due_on": str(due),
                "first_due_on": str(due - slip),
                "done_on": str(done) if done else "",
                "hours": rng.choice((8, 12, 16, 24, 40, None)),
            }
        )
    return found


def _free(day: date) -> date:
    """The last day before, or the day itself, that is no weekend and in no blackout."""
    bands = [
        (date.fromisoformat(each["begins_on"]), date.fromisoformat(each["ends_on"]))
        for each in told("plan")["blackouts"]
    ]
    while day.weekday() > 4 or any(first <= day <= last for first, last in bands):
        day -= timedelta(days=1)
    return day


def _dependencies(rng: Random, initiatives: list[Row]) -> list[list[str]]:
    """Which milestone waits for which: steps of one piece of work, and a few across."""
    found = []
    for each in initiatives:
        codes = [milestone["code"] for milestone in each["milestones"]]
        found += [[after, before] for before, after in pairwise(codes) if rng.random() < LINKED]
    return [*found, ["I04-4", "I02-2"], ["I15-3", "I14-4"], ["I22-4", "I21-4"]]


def _scaled(dollars: int, town: Town) -> int:
    """Money as large as the district; told for 17,400 students."""
    return max(500, round(dollars * town.students / 17_400 / 500) * 500)


def _comparison(row: Row) -> Row:
    decided = row["decided"] or ["", "", ""]
    return {
        **{key: row[key] for key in ("need", "title", "initiative")},
        "criteria": [{"title": title, "weight": weight, "kind": kind} for title, weight, kind in row["criteria"]],
        "alternatives": [
            {
                "title": title,
                "dollars": None if dollars < 0 else dollars,
                "risk_level": risk,
                "equity": equity,
                "scores": scores,
            }
            for title, dollars, risk, equity, scores in row["alternatives"]
        ],
        **dict(zip(("decided_for", "decided_on", "why"), decided, strict=True)),
    }


def _pilot(town: Town, rng: Random, row: list[Any]) -> Row:
    names = ("tool", "title", "goals", "begins_on", "ends_on", "readiness", "question", "found", "decision")
    schools = rng.sample(town.schools, min(2, len(town.schools)))
    more = ("decided_on", "why", "initiative")
    return {**dict(zip((*names, *more), row, strict=True)), "schools": sorted(school.name for school in schools)}


def _change(town: Town, row: Row) -> Row:
    initiative, who, does, readiness, champions, training, per_1000 = row["of"]
    people = max(2, round(per_1000 * town.students / 1000))
    return {
        "initiative": initiative,
        "who": who,
        "does_differently": does,
        "readiness": readiness,
        "champions": champions,
        "training": training,
        "readings": [{"on": day, "using": round(share * people), "of": people} for day, share in row["readings"]],
    }
