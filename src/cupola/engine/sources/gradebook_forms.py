"""The gradebook and resource files of OneRoster 1.1 and 1.2 CSV, column by column (1EdTech, CSV bindings)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Body:
    """What is particular to a file: the headers that mark it, its columns, whether it may have no others."""

    marks: str
    columns: str
    whole: bool = False


LINE_ITEM = "lineItemSourcedId*  ref -> oneroster_line_items.sourced_id\n"
RESULT = "resultSourcedId*  ref -> oneroster_results.sourced_id\n"
RESOURCE = "resourceSourcedId*  ref -> oneroster_resources.sourced_id\n"
SCALE = "scoreScaleSourcedId*  ref -> oneroster_score_scales.sourced_id\n"
CLASS = "classSourcedId*   ref -> oneroster_classes.sourced_id\n"
COURSE = "courseSourcedId*  ref -> oneroster_courses.sourced_id\n"
ORG = "orgSourcedId*     ref -> oneroster_orgs.sourced_id\n"
USER = "userSourcedId*    ref -> oneroster_users.sourced_id\n"
OBJECTIVE = """
source*           text {case|unknown}
learningObjectiveId*  id
"""
CATEGORY = "title*            text\n"
LINE_ITEM_HEAD = f"""
title*            text
description       text
assignDate*       date
dueDate*          date
{CLASS}
categorySourcedId*  ref -> oneroster_categories.sourced_id
"""
LINE_ITEMS_11 = f"""
{LINE_ITEM_HEAD}
gradingPeriodSourcedId*  ref -> oneroster_academic_sessions.sourced_id
resultValueMin*   number
resultValueMax*   number
"""
LINE_ITEMS_12 = f"""
{LINE_ITEM_HEAD}
academicSessionSourcedId*  ref -> oneroster_academic_sessions.sourced_id
resultValueMin    number
resultValueMax    number
schoolSourcedId*  ref -> oneroster_orgs.sourced_id
"""
STATUS = "text {exempt|fully graded|not submitted|partially graded|submitted}"
RESULT_HEAD = f"""
{LINE_ITEM}
studentSourcedId*  ref -> oneroster_users.sourced_id
scoreStatus*      {STATUS}
"""
RESULTS_11 = f"""
{RESULT_HEAD}
score*            number personal
scoreDate*        date
comment           text personal
"""
RESULTS_12 = f"""
{RESULT_HEAD}
score             number personal
scoreDate*        date
comment           text personal
textScore         text personal
classSourcedId    ref -> oneroster_classes.sourced_id
inProgress        bool
incomplete        bool
late              bool
missing           bool
"""
RESOURCES = """
vendorResourceId*  id
title             text
roles             list
importance        text {primary|secondary}
vendorId          id
applicationId     id
"""
USER_PROFILES = f"""
{USER}
profileType*      text
vendorId*         id
applicationId     id
description       text
credentialType*   text
username*         text personal
password          text personal
"""
USER_RESOURCES = f"""
{USER}
orgSourcedId      ref -> oneroster_orgs.sourced_id
classSourcedId    ref -> oneroster_classes.sourced_id
{RESOURCE}
"""
SCORE_SCALES = f"""
title*            text
type*             text
{ORG}{COURSE}{CLASS}
scoreScaleValue*  list
"""

IN_BOTH: dict[str, Body] = {
    "resources.csv": Body("vendorResourceId", RESOURCES),
    "classResources.csv": Body(
        "classSourcedId resourceSourcedId", "title             text\n" + CLASS + RESOURCE, whole=True
    ),
    "courseResources.csv": Body("courseSourcedId resourceSourcedId", "title             text\n" + COURSE + RESOURCE),
}
IN_11: dict[str, Body] = {
    "categories.csv": Body("title", CATEGORY, whole=True),
    "lineItems.csv": Body("classSourcedId categorySourcedId gradingPeriodSourcedId", LINE_ITEMS_11),
    "results.csv": Body("lineItemSourcedId studentSourcedId scoreStatus", RESULTS_11),
    **IN_BOTH,
}
IN_12: dict[str, Body] = {
    "categories.csv": Body("title", CATEGORY + "weight            number\n", whole=True),
    "lineItems.csv": Body("classSourcedId categorySourcedId academicSessionSourcedId", LINE_ITEMS_12),
    "results.csv": Body("lineItemSourcedId studentSourcedId scoreStatus", RESULTS_12),
    **IN_BOTH,
    "userProfiles.csv": Body("userSourcedId profileType credentialType", USER_PROFILES),
    "userResources.csv": Body("userSourcedId resourceSourcedId", USER_RESOURCES),
    "scoreScales.csv": Body("scoreScaleValue", SCORE_SCALES),
    "lineItemScoreScales.csv": Body(
        "lineItemSourcedId scoreScaleSourcedId", "title             text\n" + LINE_ITEM + SCALE
    ),
    "resultScoreScales.csv": Body("resultSourcedId scoreScaleSourcedId", "title             text\n" + RESULT + SCALE),
    "lineItemLearningObjectiveIds.csv": Body("lineItemSourcedId learningObjectiveId", LINE_ITEM + OBJECTIVE),
    "resultLearningObjectiveIds.csv": Body(
        "resultSourcedId learningObjectiveId",
        RESULT + OBJECTIVE + "score             number personal\ntextScore         text personal\n",
    ),
}
BODIES: dict[str, dict[str, Body]] = {"1.0": {}, "1.1": IN_11, "1.2": IN_12}
