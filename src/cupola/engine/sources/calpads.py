"""California's upload files (CALPADS): enrollment, student information, programs, English language status."""

from __future__ import annotations

from cupola.engine.sources.forms import Column, FileForm, columns

RECORD = """
    Record Type Code = record_type  text {TYPE}
    Transaction Type Code = transaction_type  text # empty to add or replace, D to delete
    Local Record ID    id
    {MORE}
    Reporting LEA      id # county and district, seven digits
    School of Attendance*  id # seven digits
    Academic Year ID = academic_year  text
    SSID               id # the state's number of the student, ten digits
    Local Student ID = local_id  id
    Student Legal First Name = given_name  text personal
"""
MIDDLE = """
    Student Legal Middle Name = middle_name  text personal
    Student Legal Last Name = family_name  text personal
    Student Legal Name Suffix = name_suffix  text personal
"""
BORN = """
    Student Birth Date = birth_date  date personal
    Student Gender Code = gender  text {F|M|X} personal
"""
LAST = "Student Legal Last Name = family_name  text personal"


def _columns(record: str, more: str, *blocks: str) -> tuple[Column, ...]:
    head = RECORD.replace("{TYPE}", "{" + record + "}").replace("{MORE}", more)
    return columns("\n".join((head, *blocks)))


# Dates are eight digits in the state's form; files that passed through a spreadsheet write them otherwise.
DATE = "CAST(try_strptime(trim({0}), ['%Y%m%d', '%Y-%m-%d', '%m/%d/%Y']) AS DATE)"
READS = (("date", DATE),)

ENROLLMENT = FileForm(
    table="calpads_enrollment",
    title="CALPADS student enrollment (SENR)",
    file="SENR.txt",
    columns=_columns(
        "SENR",
        "School of Attendance NPS  id",
        MIDDLE,
        BORN,
        """
    Student Birth Country Code = birth_country  text personal
    Enrollment Start Date*  date
    Enrollment Status Code* = enrollment_status  text # 10 primary, 30 short-term
    Grade Level Code* = grade_level  text {IN|TD|PS|TK|KN|01|02|03|04|05|06|07|08|09|10|11|12|UE|US|AD}
    Enrollment Exit Date  date
    Student Exit Reason Code = exit_reason  text
    Student School Completion Status Code = completion_status  text
    """,
    ),
    marks=frozenset({"ssid", "enrollment start date", "enrollment status code"}),
    version="SENR",
    reads=READS,
)
INFORMATION = FileForm(
    table="calpads_information",
    title="CALPADS student information (SINF)",
    file="SINF.txt",
    columns=_columns(
        "SINF",
        "Effective Start Date  date",
        MIDDLE,
        BORN,
        """
    Student Hispanic Ethnicity Indicator = hispanic  text {Y|N} personal
    Student Ethnicity Missing Indicator = ethnicity_missing  text {Y|N} personal
    Student Race 1 Code = race_1  text personal
    Student Race 2 Code = race_2  text personal
    Student Race 3 Code = race_3  text personal
    Student Race 4 Code = race_4  text personal
    Student Race 5 Code = race_5  text personal
    Student Race Missing Indicator = race_missing  text {Y|N} personal
    """,
    ),
    marks=frozenset({"ssid", "effective start date", "student hispanic ethnicity indicator"}),
    version="SINF",
    reads=READS,
)
PROGRAM = FileForm(
    table="calpads_program",
    title="CALPADS student programs (SPRG)",
    file="SPRG.txt",
    columns=_columns(
        "SPRG",
        "",
        LAST,
        BORN,
        """
    Education Program Code* = program_code  id # 181 free meals, 135 migrant, 144 special education, 191 homeless …
    Education Program Membership Code = membership_code  text
    Education Program Membership Start Date* = membership_start_date  date
    Education Program Membership End Date = membership_end_date  date
    """,
    ),
    marks=frozenset({"ssid", "education program code"}),
    version="SPRG",
    reads=READS,
)
LANGUAGE = FileForm(
    table="calpads_language",
    title="CALPADS English language status (SELA)",
    file="SELA.txt",
    columns=_columns(
        "SELA",
        "",
        LAST,
        BORN,
        """
    English Language Acquisition Status Code* = elas  text {EO|IFEP|EL|RFEP|TBD|ADEL} personal
    English Language Acquisition Status Start Date* = elas_start_date  date personal
    Primary Language Code = primary_language  text personal # 00 English, 37 American sign language
    """,
    ),
    marks=frozenset({"ssid", "english language acquisition status code"}),
    version="SELA",
    reads=READS,
)

FORMS = (ENROLLMENT, INFORMATION, PROGRAM, LANGUAGE)
