"""Who and what is there today, without those who left: what further systems are fed with."""

from dataclasses import dataclass

import numpy as np

from cupola.sample.arrays import Array
from cupola.sample.days import NEVER
from cupola.sample.population.district import District
from cupola.sample.population.months import Month, this_month


@dataclass(frozen=True, slots=True)
class Present:
    """Rows of the district's tables: students, seats in classes with the classes, staff, and families' contacts.

    `contact_of` and `contact` are pairs of a student and a guardian who has an e-mail address and is not on the staff.
    """

    month: Month
    students: Array
    seats: Array
    seat_student: Array
    seat_class: Array
    classes: Array
    staff: Array
    contact_of: Array
    contact: Array


def make_present(district: District) -> Present:
    """Everybody who is enrolled or works here today, in the order of the district's tables."""
    month, guardians = this_month(district), district.guardians
    students = month.students[~month.disabled[month.students]]
    stay = district.schedule.seat_stay[month.seats]
    seats = month.seats[month.stay_end[stay] == NEVER]
    homes = district.students.household[students]
    first = guardians.first_of[homes]
    both = guardians.count_of[homes] == 2
    of, contact = np.concatenate([students, students[both]]), np.concatenate([first, first[both] + 1])
    known = guardians.has_email[contact] & (guardians.staff[contact] < 0)
    order = np.lexsort((contact[known], of[known]))
    return Present(
        month=month,
        students=students,
        seats=seats,
        seat_student=district.stays.student[district.schedule.seat_stay[seats]],
        seat_class=month.seat_class[seats],
        classes=month.classes,
        staff=np.flatnonzero(district.staff.left == NEVER),
        contact_of=of[known][order],
        contact=contact[known][order],
    )
