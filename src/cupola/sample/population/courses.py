"""The course catalogue: what is taught in which grades, chosen in which slot, for how long."""

from dataclasses import dataclass

from cupola.sample.population.schools import GRADE_5, GRADE_6, GRADE_8, GRADE_9, GRADE_12, GRADES

YEAR, FALL = range(2)


@dataclass(frozen=True, slots=True)
class Course:
    """One course; `low` and `high` are places in GRADES; `slot` numbers the choice it stands in, -1 = no choice."""

    code: str
    title: str
    subject: str
    sced: str
    low: int
    high: int
    slot: int = -1
    term: int = YEAR


SPECIALS = (
    ("ART", "Visual Art", "Fine and Performing Arts", "05199"),
    ("MUS", "General Music", "Fine and Performing Arts", "05149"),
    ("PE", "Physical Education", "Physical Education", "08039"),
    ("LIB", "Library and Technology", "Information Technology", "10099"),
)
CORE = (
    ("ELA", "English", "English Language Arts", "01"),
    ("MATH", "Mathematics", "Mathematics", "02"),
    ("SCI", "Science", "Science", "03"),
    ("SOC", "Social Studies", "Social Studies", "04"),
)
MIDDLE_CHOICES = (
    ("Physical Education 6-8", "Physical Education", "08047", 0),
    ("Spanish Exploration", "World Languages", "06101", 1),
    ("Vietnamese for Heritage Speakers", "World Languages", "06999", 1),
    ("Coding Basics", "Information Technology", "10152", 1),
    ("Robotics", "Engineering", "21009", 1),
    ("Academic Support", "Miscellaneous", "22106", 1),
    ("Band", "Fine and Performing Arts", "05101", 2),
    ("Choir", "Fine and Performing Arts", "05110", 2),
    ("Studio Art", "Fine and Performing Arts", "05154", 2),
    ("Theater", "Fine and Performing Arts", "05052", 2),
    ("Yearbook", "Communication", "11104", 2),
)
HIGH_CHOICES = (
    ("Spanish I", "World Languages", "06101", 0),
    ("Spanish II", "World Languages", "06102", 0),
    ("Mandarin I", "World Languages", "06401", 0),
    ("French I", "World Languages", "06121", 0),
    ("American Sign Language I", "World Languages", "06801", 0),
    ("Physical Education 9-12", "Physical Education", "08001", 1),
    ("Weight Training", "Physical Education", "08005", 1),
    ("Health", "Physical Education", "08051", 1),
    ("Dance", "Fine and Performing Arts", "05001", 1),
    ("Computer Science Principles", "Information Technology", "10019", 2),
    ("Ceramics", "Fine and Performing Arts", "05159", 2),
    ("Culinary Arts", "Hospitality", "16053", 2),
    ("Automotive Technology", "Transportation", "20104", 2),
    ("Marine Biology", "Science", "03005", 2),
    ("Journalism", "Communication", "11101", 2),
    ("Study Skills", "Miscellaneous", "22003", 2),
)


def make_courses() -> tuple[Course, ...]:
    """Every course of the district."""
    courses = []
    for grade in range(GRADE_5 + 1):
        name = {"PK": "Preschool", "TK": "Transitional Kindergarten", "KG": "Kindergarten"}.get(GRADES[grade])
        title = name or f"Grade {int(GRADES[grade])}"
        courses.append(Course(f"HR-{GRADES[grade]}", f"{title} Homeroom", "Homeroom", "23001", grade, grade))
    courses += [Course(f"EL-{code}", title, subject, sced, 0, GRADE_5) for code, title, subject, sced in SPECIALS]
    for grade in range(GRADE_6, GRADE_12 + 1):
        for code, title, subject, area in CORE:
            number = int(GRADES[grade])
            courses.append(
                Course(f"{code}-{GRADES[grade]}", f"{title} {number}", subject, f"{area}{number:03d}", grade, grade)
            )
    for kind, low, high, choices in (("MS", GRADE_6, GRADE_8, MIDDLE_CHOICES), ("HS", GRADE_9, GRADE_12, HIGH_CHOICES)):
        for number, (title, subject, sced, slot) in enumerate(choices, 1):
            term = FALL if title in {"Health", "Study Skills"} else YEAR
            courses.append(Course(f"{kind}-{number:02d}", title, subject, sced, low, high, slot, term))
    return tuple(courses)
