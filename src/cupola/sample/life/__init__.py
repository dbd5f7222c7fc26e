"""Two years of life in the sample district: what people said, were promised, planned and answered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cupola.sample.life import people, plan, practice, promises, surveys, voices
from cupola.sample.life.places import Town

Place = tuple[str, int, str, str]


def write_life(folder: Path, schools: Sequence[Place], *, seed: int = 1) -> None:
    """Write the life of these schools (name, students, lowest and highest grade) as JSON files into a folder.

    The same schools and seed give the same bytes. Days end with the day of the sample's record.
    """
    town = Town.of(schools, seed)
    asked = surveys.surveys(town)
    pages: Mapping[str, Any] = {
        "people": people.colleagues(town),
        "voices": voices.voices(town, asked),
        "promises": promises.promises(town),
        "surveys": asked,
        "plan": plan.plan(town),
        "practice": practice.practice(town),
        "truth": plan.truth(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in pages.items():
        text = json.dumps(page, ensure_ascii=False, sort_keys=True, indent=1)
        (folder / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
