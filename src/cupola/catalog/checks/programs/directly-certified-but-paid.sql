/* ---
id: PRG-010
title: Student is directly certified for free meals but pays the full price
module: data
role: food_service
needs: [student_list]
of: student_list
severity: error
says: Student {subject} is directly certified, but the meal status is full price.
column: meal_status
where: directly_certified and meal_status = 'paid'
subject: coalesce(local_id, state_id, record_id)
why: The state has already found the household entitled. The family is billed unlawfully, and the district
  loses the meal money and the count of students in need.
fix: Set the meal status to free (or to reduced, where the state's match says so) from the day of the match,
  and give back what was charged since.
not_a_problem_when: Never. The family may decline the meal, not the status, unless it says so in writing.
cost: {hours: 0.2}
--- */
