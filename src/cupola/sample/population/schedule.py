"""The schedule: classes, who sits in them and who teaches them."""

from dataclasses import dataclass

import numpy as np

from cupola.sample.arrays import Array, ranks, stream
from cupola.sample.population.courses import Course, make_courses
from cupola.sample.population.people import Students
from cupola.sample.population.schools import ELEMENTARY, Schools
from cupola.sample.population.seats import seat_everybody
from cupola.sample.population.stays import Stays

CLASSES_A_TEACHER = 5


@dataclass(frozen=True, slots=True)
class Classes:
    """One row a class; `post` is a teaching post, `grades` has a bit for each grade present."""

    school: Array
    course: Array
    period: Array
    section: Array
    grades: Array
    post: Array
    helper_post: Array

    def __len__(self) -> int:
        return len(self.school)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Classes and seats; a seat is a stay in a class. Post number n is filled by row n of the staff."""

    courses: tuple[Course, ...]
    classes: Classes
    seat_stay: Array
    seat_class: Array
    post_school: Array


def make_schedule(students: Students, stays: Stays, schools: Schools, *, seed: int) -> Schedule:
    """Elementary homerooms with specials, secondary cohorts with choices; nobody is in two rooms in one period."""
    rng = stream(seed, "schedule")
    courses = make_courses()
    grade = students.grade[stays.student]
    stay, school, course, period, section = seat_everybody(rng, stays.school, grade, courses=courses)
    _, _, number = ranks(school, course, period, section)
    first = np.unique(number, return_index=True)[1]
    grades = np.zeros(len(first), dtype=np.int64)
    np.bitwise_or.at(grades, number, 1 << grade[stay].astype(np.int64))
    keys = (school[first], course[first], period[first], section[first])
    post, post_school = _posts(keys, courses)
    helper, helper_school = _helpers(rng, keys, schools, posts=len(post_school))
    classes = Classes(*keys, grades=grades, post=post, helper_post=helper)
    order = np.lexsort((number, stay))
    return Schedule(courses, classes, stay[order], number[order], np.concatenate([post_school, helper_school]))


def _posts(keys: tuple[Array, ...], courses: tuple[Course, ...]) -> tuple[Array, Array]:
    """The teaching post of each class and the school of each post: no post has two classes in one period."""
    school, course, period, section = keys
    subjects = {name: place for place, name in enumerate(dict.fromkeys(item.subject for item in courses))}
    subject = np.array([subjects[item.subject] for item in courses])[course]
    homeroom = np.array([item.code.startswith("HR-") for item in courses])[course]
    special = np.array([item.code.startswith("EL-") for item in courses])[course]
    kind = np.where(homeroom, 1_000 + np.arange(len(course)), np.where(special, 500 + course, subject))
    order = np.lexsort((section, period, kind, school))
    back = np.argsort(order)
    rank, size, group = (part[back] for part in ranks(school[order], kind[order]))
    together = np.where(special, 1, ranks(school, kind, period)[1])
    needed = np.ceil(size / np.where(special, 24, CLASSES_A_TEACHER)).astype(int)
    posts = np.zeros(int(group.max()) + 1, dtype=int)
    np.maximum.at(posts, group, np.maximum(needed, together))
    post = (np.cumsum(posts) - posts)[group] + rank % posts[group]
    post_school = np.zeros(int(posts.sum()), dtype=int)
    post_school[post] = school
    return post, post_school


def _helpers(rng: np.random.Generator, keys: tuple[Array, ...], schools: Schools, *, posts: int) -> tuple[Array, Array]:
    """The helping teacher's post of some classes (else -1) and the school of each such post."""
    school, _, period, _ = keys
    classes = np.bincount(school, minlength=len(schools))
    helpers = np.maximum(1, classes // np.where(schools.level == ELEMENTARY, 45, 40))
    start = posts + np.cumsum(helpers) - helpers
    helped = (rng.random(len(school)) < 0.08) & ((period > 0) | (rng.random(len(school)) < 0.3))
    helper = np.where(helped, start[school] + rng.integers(0, 1_000, len(school)) % helpers[school], -1)
    return helper, np.repeat(np.arange(len(schools)), helpers)
