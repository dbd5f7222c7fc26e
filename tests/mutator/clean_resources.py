"""Resources, profiles, scales and objectives of OneRoster 1.2 beside the gradebook."""

from __future__ import annotations

from tests.mutator.clean_roster import BULK
from tests.mutator.clean_sets import GRADED_CLASS, gradebook
from tests.mutator.sheets import Content, Sheet, sheet

PUPIL, COURSE = "st-0075", "co-hi-mat"
HEADERS = {
    "resources": "vendorResourceId,title,roles,importance,vendorId,applicationId",
    "classResources": "title,classSourcedId,resourceSourcedId",
    "courseResources": "title,courseSourcedId,resourceSourcedId",
    "userResources": "userSourcedId,orgSourcedId,classSourcedId,resourceSourcedId",
    "userProfiles": "userSourcedId,profileType,vendorId,applicationId,description,credentialType,username,password",
    "scoreScales": "title,type,orgSourcedId,courseSourcedId,classSourcedId,scoreScaleValue",
    "lineItemScoreScales": "title,lineItemSourcedId,scoreScaleSourcedId",
    "resultScoreScales": "title,resultSourcedId,scoreScaleSourcedId",
    "lineItemLearningObjectiveIds": "lineItemSourcedId,source,learningObjectiveId",
    "resultLearningObjectiveIds": "resultSourcedId,source,learningObjectiveId,score,textScore",
}


def resources() -> dict[str, Content]:
    """The gradebook, and two rows of each further file; the first role names a profile."""
    files = gradebook()
    result = sheet(files, "sis/results.csv").rows[0]["sourcedId"]
    rows = {
        "resources": {"vendorResourceId": "book", "title": "Algebra", "importance": "primary", "vendorId": "press"},
        "classResources": {"title": "Book", "classSourcedId": GRADED_CLASS, "resourceSourcedId": "resources-1"},
        "courseResources": {"title": "Book", "courseSourcedId": COURSE, "resourceSourcedId": "resources-1"},
        "userResources": {"userSourcedId": PUPIL, "resourceSourcedId": "resources-1"},
        "userProfiles": {"userSourcedId": PUPIL, "profileType": "reader", "vendorId": "press"}
        | {"credentialType": "login", "username": "reader1"},
        "scoreScales": {"title": "Stars", "type": "stars", "orgSourcedId": "org-hi", "courseSourcedId": COURSE}
        | {"classSourcedId": GRADED_CLASS, "scoreScaleValue": "{one:1},{two:2}"},
        "lineItemScoreScales": {"title": "Q", "lineItemSourcedId": "li-1", "scoreScaleSourcedId": "scoreScales-1"},
        "resultScoreScales": {"title": "Q", "resultSourcedId": result, "scoreScaleSourcedId": "scoreScales-1"},
        "lineItemLearningObjectiveIds": {"lineItemSourcedId": "li-1", "source": "case", "learningObjectiveId": "A1"},
        "resultLearningObjectiveIds": {"resultSourcedId": result, "source": "case", "learningObjectiveId": "A1"},
    }
    manifest = sheet(files, "sis/manifest.csv")
    for name, header in HEADERS.items():
        manifest.one(propertyName=f"file.{name}")["value"] = "bulk"
        both = [{"sourcedId": f"{name}-{number}"} | rows[name] for number in (1, 2)]
        files[f"sis/{name}.csv"] = Sheet.of(f"{BULK},{header}", both)
    return files
