"""Grounds about what people said: the newest survey of each audience, its answers, and how many were asked."""

from __future__ import annotations

from cupola.engine.measures.ground_form import Ground

LEAST = 10

VOICE_GROUNDS = (
    Ground(
        "newest_surveys",
        "The newest survey of each audience that has opened.",
        ("surveys", "survey_responses"),
        """
SELECT s.audience, arg_max(s.survey_id, coalesce(s.opened_on, DATE '1900-01-01')) AS survey_id
FROM surveys s SEMI JOIN survey_responses USING (survey_id)
WHERE s.audience IS NOT NULL AND (s.opened_on IS NULL OR s.opened_on <= on_day()) GROUP BY s.audience""",
    ),
    Ground(
        "asked",
        "How many the newest surveys asked and how many answered, by audience and place.",
        ("newest_surveys", "survey_invitations"),
        """
WITH invited AS (
    SELECT n.audience, CASE WHEN grouping(i.org_id) = 1 THEN 'district' ELSE 'school' END AS grain,
           coalesce(i.org_id, '') AS key, sum(i.invited)::DOUBLE AS invited
    FROM newest_surveys n JOIN survey_invitations i USING (survey_id)
    GROUP BY GROUPING SETS ((n.audience), (n.audience, i.org_id)) HAVING i.org_id IS NOT NULL OR grouping(i.org_id) = 1
), answered AS (
    SELECT n.audience, CASE WHEN grouping(r.org_id) = 1 THEN 'district' ELSE 'school' END AS grain,
           coalesce(r.org_id, '') AS key, count(*)::DOUBLE AS answered
    FROM newest_surveys n JOIN survey_responses r USING (survey_id)
    GROUP BY GROUPING SETS ((n.audience), (n.audience, r.org_id)) HAVING r.org_id IS NOT NULL OR grouping(r.org_id) = 1
)
SELECT i.audience, i.grain, i.key, i.invited, coalesce(a.answered, 0) AS answered
FROM invited i LEFT JOIN answered a USING (audience, grain, key)""",
        may=("survey_responses",),
    ),
    Ground(
        "marks",
        "Answers on scales of the newest surveys, turned so that high is good: 0 to 1, and whether favourable.",
        ("newest_surveys", "survey_questions", "survey_answers"),
        """
SELECT n.audience, r.survey_response_id, r.org_id, q.code,
       (turned - 1) / (q.scale_to - 1) AS mark, turned > q.scale_to * 0.75 AS favourable
FROM (SELECT a.survey_response_id, a.survey_question_id, q.*,
             CASE WHEN q.is_reversed THEN q.scale_to + 1 - a.number ELSE a.number END AS turned
      FROM survey_answers a JOIN (SELECT survey_question_id, coalesce(code, survey_question_id) AS code, scale_to,
                                         is_reversed, kind FROM survey_questions) q USING (survey_question_id)
      WHERE q.kind = 'scale' AND q.scale_to > 1 AND a.number BETWEEN 1 AND q.scale_to) q
JOIN survey_responses r USING (survey_response_id)
JOIN newest_surveys n USING (survey_id)""",
        may=("survey_responses",),
    ),
    Ground(
        "survey_scores",
        f"Satisfaction by audience and place; of fewer than {LEAST} answers there is no row.",
        ("marks",),
        f"""
WITH each_answer AS (
    SELECT audience, survey_response_id, any_value(org_id) AS org_id, avg(mark) AS score,
           count(*) FILTER (favourable) AS good, count(*) AS marks
    FROM marks GROUP BY audience, survey_response_id
), places AS (
    SELECT audience, CASE WHEN grouping(org_id) = 1 THEN 'district' ELSE 'school' END AS grain,
           coalesce(org_id, '') AS key, count(*)::DOUBLE AS answers, avg(score) * 100 AS score,
           stddev_samp(score) * 100 AS score_spread, sum(good)::DOUBLE AS good, sum(marks)::DOUBLE AS marks
    FROM each_answer GROUP BY GROUPING SETS ((audience), (audience, org_id))
    HAVING count(*) >= {LEAST} AND (org_id IS NOT NULL OR grouping(org_id) = 1)
)
SELECT p.*, a.invited, p.good / p.marks AS share, p.answers / nullif(a.invited, 0) AS response_rate,
       survey_margin(sqrt(p.good / p.marks * (1 - p.good / p.marks)), p.answers, coalesce(a.invited, 1e9))
         AS share_margin,
       survey_margin(p.score_spread, p.answers, coalesce(a.invited, 1e9)) AS score_margin
FROM places p LEFT JOIN asked a USING (audience, grain, key)""",
        may=("asked",),
    ),
    Ground(
        "survey_items",
        f"Favourable answers by audience and question; of fewer than {LEAST} answers there is no row.",
        ("marks",),
        f"""
SELECT m.audience, m.code AS key, count(*)::DOUBLE AS answers, count(*) FILTER (m.favourable)::DOUBLE AS good,
       any_value(a.invited) AS invited
FROM marks m LEFT JOIN (FROM asked WHERE grain = 'district') a USING (audience)
GROUP BY m.audience, m.code HAVING count(*) >= {LEAST}""",
        may=("asked",),
    ),
    Ground(
        "promise_counts",
        "Promises by place: due, kept by their day, answered.",
        ("promises",),
        """
SELECT CASE WHEN grouping(org_id) = 1 THEN 'district' ELSE 'school' END AS grain, coalesce(org_id, '') AS key,
       count(*)::DOUBLE AS heard, count(*) FILTER (replied_on <= on_day()) AS answered,
       count(*) FILTER (due_on <= on_day() AND promised_on IS NOT NULL)::DOUBLE AS due,
       count(*) FILTER (due_on <= on_day() AND promised_on IS NOT NULL AND state = 'done' AND done_on <= due_on)
         AS kept,
       count(*) FILTER (state = 'promised' AND due_on < on_day()) AS overdue,
       count(*) FILTER (state = 'promised') AS open_promises,
       median(date_diff('day', heard_on, replied_on)) FILTER (replied_on >= heard_on)::DOUBLE AS days_to_answer
FROM promises WHERE heard_on <= on_day() OR heard_on IS NULL
GROUP BY GROUPING SETS ((), (org_id)) HAVING org_id IS NOT NULL OR grouping(org_id) = 1""",
    ),
    Ground(
        "pain_counts",
        "Hours a year that open and solved pains cost, by place.",
        ("pains",),
        """
SELECT CASE WHEN grouping(org_id) = 1 THEN 'district' ELSE 'school' END AS grain, coalesce(org_id, '') AS key,
       count(*)::DOUBLE AS pains, count(hours) AS with_hours,
       CASE WHEN count(hours) > 0 THEN coalesce(sum(hours) FILTER (state <> 'solved'), 0) END AS open_hours,
       CASE WHEN count(hours) > 0 THEN coalesce(sum(hours) FILTER (state = 'solved'), 0) END AS solved_hours
FROM (SELECT org_id, coalesce(state, 'open') AS state,
             minutes_each * people * times_a_month * months_a_year / 60 AS hours FROM pains)
GROUP BY GROUPING SETS ((), (org_id)) HAVING org_id IS NOT NULL OR grouping(org_id) = 1""",
    ),
)
