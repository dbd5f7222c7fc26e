"""Answers to the digital-equity questions as a list: a student's number beside the fields of Ed-Fi."""

from __future__ import annotations

from cupola.engine.sources.forms import FileForm, columns, folded

ANSWERS = FileForm(
    table="equity_answers",
    title="Digital-equity answers",
    file="digital-equity.csv",
    columns=columns(
        """
        studentUniqueId*   id
        schoolId           id
        internetAccessInResidence  text
        internetAccessTypeInResidence  text
        internetPerformance  text
        digitalDevice      text
        primaryLearningDeviceProvider  text
        primaryLearningDeviceAccess  text
        """
    ),
    marks=frozenset({"studentuniqueid", "internetaccessinresidence"}),
    key=("student_unique_id",),
    version="answers",
)
WORDS = {
    "studentUniqueId": ("Student Unique Id", "Student ID", "Student Number", "Local ID", "Local Student ID"),
    "schoolId": ("School ID", "School Code", "School Number"),
    "internetAccessInResidence": ("Internet Access In Residence", "Internet Access"),
    "internetAccessTypeInResidence": (
        "Internet Access Type In Residence",
        "Internet Access Type",
        "Internet Type",
    ),
    "internetPerformance": (
        "Internet Performance",
        "Internet Performance In Residence",
        "internetPerformanceInResidence",
    ),
    "digitalDevice": (
        "Digital Device",
        "Primary Learning Device",
        "Primary Learning Device Away From School",
        "primaryLearningDeviceAwayFromSchool",
    ),
    "primaryLearningDeviceProvider": ("Primary Learning Device Provider", "Device Provider"),
    "primaryLearningDeviceAccess": ("Primary Learning Device Access", "Device Access"),
}
ALIASES = {
    folded(form): folded(header)
    for header, words in WORDS.items()
    for word in words
    for form in (word, word.replace(" ", "_"), word.replace(" ", ""))
}
# The SIS names the student first. Numbers of an enrollment system are typed by other people and are no proof.
FILLS = {
    "home_access": """
SELECT coalesce(p.person_id, record_key(q.system, trim(q.student_unique_id))) AS person_id,
       trim(q.internet_access_in_residence) AS internet_access,
       trim(q.internet_access_type_in_residence) AS internet_access_type,
       trim(q.internet_performance) AS internet_performance, trim(q.digital_device) AS device_type,
       trim(q.primary_learning_device_provider) AS device_provider,
       trim(q.primary_learning_device_access) AS device_access,
       coalesce(p.org_id, record_key(q.system, trim(q.school_id))) AS org_id, q.system, q.file, q.line
FROM equity_answers q
LEFT JOIN (SELECT n.local_id, arg_min(n.person_id, n.place || n.person_id) AS person_id,
                  arg_min(n.org_id, n.place || n.person_id) AS org_id
           FROM (SELECT i.*, CASE y.kind WHEN 'sis' THEN '1' ELSE '2' END AS place
                 FROM persons i JOIN source_systems y ON y.system = i.system
                 WHERE i.is_student AND y.kind <> 'enrollment') n
           GROUP BY n.local_id) p ON p.local_id = trim(q.student_unique_id)""",
}

FORMS = (ANSWERS,)
