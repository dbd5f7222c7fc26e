"""What people of the sample district say: notes, sessions, pains, and the themes that are made of them."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from cupola.sample.life.people import family_name
from cupola.sample.life.places import Town, filled, school_day, told

NOTES = 600
SESSIONS = 40
VOICES_OF_NOTES = 20
KINDS = (("pain", 56), ("praise", 14), ("idea", 16), ("question", 14))
BEGINNINGS = ("", "", "", "", "Again: ", "In the staff room: ", "On the way out: ", "Before the bell: ", "At lunch: ")
GROUPS = (
    ("Teacher technology group", "Teachers of all levels say what to begin, keep and stop.", "first Tuesday, 3:45"),
    ("Family technology group", "Families in three languages look at what reaches home.", "four times a year, 6:00"),
    (
        "Student technology council",
        "Students in grades 6 to 12 try things before they are bought.",
        "every other month",
    ),
    ("Principals' table", "Principals say what their schools need next.", "after each principals' meeting"),
)
GROUP_SPEAKERS = ("teacher", "parent", "student", "leader")
Row = dict[str, Any]


def voices(town: Town, surveys: list[Row]) -> Row:
    """Everything that was heard, and the themes; voices point to places in the lists beside them."""
    notes, sessions, pains = _notes(town), _sessions(town), _pains(town)
    return {
        "notes": notes,
        "groups": [{"title": title, "purpose": purpose, "meets": meets} for title, purpose, meets in GROUPS],
        "sessions": sessions,
        "pains": pains,
        "themes": _themes(town, (notes, sessions, pains), surveys),
    }


def _notes(town: Town) -> list[Row]:
    rng = town.chance("notes")
    themes = told("voices")
    found = []
    for _number in range(NOTES):
        key = rng.choice(list(themes))
        kind = rng.choices([name for name, _ in KINDS], [weight for _, weight in KINDS])[0]
        school = town.heard(rng)
        words = rng.choice(BEGINNINGS) + filled(rng.choice(themes[key][kind]), rng, school)
        named = f" Ms. {family_name(rng)} asks to be told." if rng.random() < 0.08 else ""
        found.append(
            {
                "theme": key,
                "kind": kind,
                "school": school.name if rng.random() < 0.95 else "",
                "place": rng.choice(("", "classroom", "staff room", "front office", "library", "yard", "phone call")),
                "heard": words + named,
                "words": words,
                "speaker": rng.choice(themes[key]["roles"]),
                "heard_at": f"{school_day(rng)}T{rng.randint(7, 15):02d}:{rng.randint(0, 59):02d}",
                "is_used": False,
            }
        )
    return sorted(found, key=lambda note: (note["heard_at"], note["heard"]))


def _sessions(town: Town) -> list[Row]:
    rng = town.chance("sessions")
    found = []
    for number in range(SESSIONS):
        group = number % 4 if number < 16 else None
        kind = "advisory" if group is not None else rng.choice(("listening", "visit", "listening"))
        school = None if group is not None else town.heard(rng)
        keys = rng.sample(list(told("voices")), 2)
        themes = [told("voices")[key] for key in keys]
        place = school.name if school else "district"
        title = {"advisory": "Meeting", "listening": "Listening session", "visit": "Visit with the leadership team"}
        found.append(
            {
                "kind": kind,
                "title": GROUPS[group][0] if group is not None else f"{title[kind]} at {place}",
                "held_on": str(school_day(rng)),
                "school": school.name if school else "",
                "group": group,
                "heard": " ".join(theme["text"] for theme in themes),
                "answer": f"Told them what was decided about: {themes[0]['title'].lower()}."
                if rng.random() < 0.7
                else "",
                "attendance": _attendance(town, rng, group, place=place),
                "themes": keys,
            }
        )
    return sorted(found, key=lambda session: (session["held_on"], session["title"]))


def _attendance(town: Town, rng: Random, group: int | None, *, place: str) -> list[Row]:
    if group is None:
        roles = rng.sample(("teacher", "office", "aide", "leader", "student", "parent"), rng.randint(2, 4))
        return [{"speaker": role, "school": place, "people": rng.randint(1, 14)} for role in roles]
    schools = rng.sample(town.schools, min(len(town.schools), rng.randint(2, 4)))
    role = GROUP_SPEAKERS[group]
    return [{"speaker": role, "school": school.name, "people": rng.randint(1, 4)} for school in schools]


def _pains(town: Town) -> list[Row]:
    rng = town.chance("pains")
    found = []
    for key, theme in told("voices").items():
        for title, happens, speaker, minutes, per_1000, times in theme["pains"]:
            school = town.heard(rng) if rng.random() < 0.3 else None
            people = max(1, round(per_1000 * (school.students if school else town.students) / 1000))
            is_solved = key in ("gradebook", "portables") and rng.random() < 0.5
            found.append(
                {
                    "theme": key,
                    "title": title,
                    "happens": happens,
                    "speaker": speaker,
                    "school": school.name if school else "",
                    "minutes_each": minutes,
                    "people": people,
                    "times_a_month": times,
                    "hours": round(minutes * people * times * 10 / 60),
                    "heard_on": str(school_day(rng)),
                    "state": "solved" if is_solved else "open",
                    "solved_by": "Measured after the summer: it does not happen any more." if is_solved else "",
                }
            )
    return found


def _themes(town: Town, heard: tuple[list[Row], list[Row], list[Row]], surveys: list[Row]) -> list[Row]:
    """Themes with their voices; a note that stands in one is marked as used."""
    rng = town.chance("themes")
    notes, sessions, pains = heard
    found = []
    for key, theme in told("voices").items():
        of_theme = [place for place, note in enumerate(notes) if note["theme"] == key and note["kind"] != "praise"]
        chosen = sorted(rng.sample(of_theme, min(VOICES_OF_NOTES, len(of_theme))))
        said: list[Row] = []
        for place in chosen:
            notes[place]["is_used"] = True
            said.append(_voice(notes[place], notes[place]["words"], notes[place]["heard_at"][:10], note=place))
        for place, session in enumerate(sessions):
            if key in session["themes"]:
                who = {"school": session["school"], "speaker": session["attendance"][0]["speaker"]}
                said.append(_voice(who, theme["text"], session["held_on"], session=place))
        for place, pain in enumerate(pains):
            if pain["theme"] == key:
                said.append(_voice(pain, pain["title"], pain["heard_on"], pain=place, hours=pain["hours"]))
        said += _of_comments(rng, key, surveys)
        found.append(
            {"key": key, "title": theme["title"], "text": theme["text"], "need": theme["need"], "voices": said}
        )
    return found


def _of_comments(rng: Random, key: str, surveys: list[Row]) -> list[Row]:
    places = [
        (number, place)
        for number, survey in enumerate(surveys)
        for place, comment in enumerate(survey["comments"])
        if comment["theme"] == key
    ]
    found = []
    for number, place in sorted(rng.sample(places, min(6, len(places)))):
        comment = surveys[number]["comments"][place]
        said = _voice(comment, comment["masked"], comment["answered_on"])
        found.append({**said, "comment": [number, place]})
    return found


def _voice(who: Row, words: str, on: str | date, *, hours: int = 0, **source: int) -> Row:
    told_by = {"school": who["school"], "speaker": who["speaker"]}
    return {"words": words, "heard_on": str(on), "hours": hours, **told_by, **source}
