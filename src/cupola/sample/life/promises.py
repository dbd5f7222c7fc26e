"""What the sample district promised over two years, what became of it, and what those who asked were told."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from cupola.sample.life.people import address, asker
from cupola.sample.life.places import AS_OF, Town, Where, filled, school_day, told

# How many of each fate: nine in twelve of those that fell due were kept by their day.
FATES = {"heard": 6, "promised": 10, "overdue": 3, "kept": 56, "late": 13, "refused": 2}
OWNERS = ("leader", "technician", "technician", "steward", "network", "coach")
REASONS = (
    "The vendor cannot do it before the contract ends in 2027. We wrote it into the next request for offers.",
    "It would need a second person in the library each afternoon, and that position was not funded this year.",
)
Row = dict[str, Any]


def promises(town: Town) -> list[Row]:
    """All promises, by the day on which they were heard."""
    rng = town.chance("promises")
    fates = [fate for fate, count in FATES.items() for _ in range(count)]
    keys = [key for number in range(len(fates)) for key in (list(told("voices"))[number % len(told("voices"))],)]
    rng.shuffle(keys)
    refused = iter(REASONS)
    found = [_promise(rng, town.heard(rng), key, fate=fate) for key, fate in zip(keys, fates, strict=True)]
    for each in found:
        if each["state"] == "not_done":
            each["why_not"] = next(refused)
            each["events"][-2]["text"] = each["why_not"]
            each["events"][-1]["text"] = f"We cannot do it, and this is why: {each['why_not']}"
    return sorted(found, key=lambda each: (each["heard_on"], each["what"]))


def _promise(rng: Random, school: Where, key: str, *, fate: str) -> Row:
    theme = told("voices")[key]
    days = _days(rng, fate)
    name = asker(rng)
    state = {"kept": "done", "late": "done", "refused": "not_done", "overdue": "promised"}.get(fate, fate)
    what = filled(rng.choice(theme["promise"]), rng, school)
    owner = "" if state == "heard" else rng.choice(OWNERS)
    reply = theme["reply"] if state in ("done", "not_done") else ""
    confirmed = days["done"] + timedelta(days=rng.randint(1, 9)) if state == "done" and rng.random() < 0.4 else None
    return {
        "theme": key,
        "what": what,
        "details": rng.choice(("", "Asked on a visit.", "Came up in a listening session.")),
        "speaker": rng.choice([role for role in theme["roles"] if role != "student"] or ["teacher"]),
        "asker": name,
        "asker_email": address(name),
        "school": school.name,
        "heard_on": str(days["heard"]),
        "state": state,
        "owner": owner,
        "promised_on": _text(days.get("promised")),
        "due_on": _text(days.get("due")),
        "done_on": _text(days["done"]) if state == "done" else "",
        "why_not": "",
        "is_of_need": bool(theme["need"]),
        "public_words": what if rng.random() < 0.7 else "",
        "replied_on": _text(days["done"]) if reply else "",
        "confirmed_on": _text(confirmed if confirmed and confirmed <= AS_OF else None),
        "events": _events(rng, days, state, reply=reply, confirmed=confirmed),
        "links": [{"kind": "ticket", "key": f"T-{rng.randint(10_000, 48_000)}"}] if rng.random() < 0.35 else [],
    }


def _days(rng: Random, fate: str) -> dict[str, date]:
    """The days on which things happened to a promise."""
    if fate == "heard":
        return {"heard": school_day(rng, date(2026, 10, 5), date(2026, 10, 28))}
    if fate == "promised":
        heard = school_day(rng, date(2026, 9, 14), date(2026, 10, 20))
        due = date(2026, 12, 1) + timedelta(days=rng.randint(0, 60))
        return {"heard": heard, "promised": heard + timedelta(days=rng.randint(1, 6)), "due": due}
    heard = school_day(rng, date(2025, 8, 25), date(2026, 9, 11))
    promised = heard + timedelta(days=rng.randint(1, 9))
    due = min(promised + timedelta(days=rng.randint(10, 40)), AS_OF - timedelta(days=3))
    if fate == "overdue":
        return {"heard": heard, "promised": promised, "due": AS_OF - timedelta(days=rng.randint(2, 20))}
    if fate == "late":
        due = min(due, AS_OF - timedelta(days=25))
        done = due + timedelta(days=rng.randint(2, 24))
    else:
        done = max(promised + timedelta(days=1), due - timedelta(days=rng.randint(0, 9)))
    return {"heard": heard, "promised": promised, "due": due, "done": done}


def _events(rng: Random, days: dict[str, date], state: str, *, reply: str, confirmed: date | None) -> list[Row]:
    found = [{"kind": "state", "state": "heard", "text": "", "on": days["heard"]}]
    if "promised" in days:
        found.append({"kind": "state", "state": "promised", "text": "", "on": days["promised"]})
    if rng.random() < 0.4 and "due" in days:
        between = min(days["promised"] + timedelta(days=3), days.get("done", AS_OF))
        found.append({"kind": "note", "state": "", "text": "Parts are ordered.", "on": between})
    if reply:
        found.append({"kind": "state", "state": state, "text": "", "on": days["done"]})
        how = "slip" if rng.random() < 0.3 else "mail"
        found.append({"kind": how, "state": "", "text": reply, "on": days["done"]})
    if confirmed is not None and confirmed <= AS_OF:
        found.append({"kind": "confirmed", "state": "", "text": "", "on": confirmed})
    return [{**event, "on": str(event["on"])} for event in found]


def _text(day: date | None) -> str:
    return "" if day is None else str(day)
