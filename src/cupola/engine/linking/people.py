"""The people of all sources in one form: one row a person and source, names and homes as they are compared.

Lists stand here with their own rows, also where the record has put them under the SIS's person by their number:
whether that number is right is for linking to say. `who` counts 1 for a student, 2 for staff, 4 for a parent.
"""

from __future__ import annotations

from cupola.engine.linking.sources import Opened

STUDENT, STAFF, CONTACT = 1, 2, 4
RAW = (
    "system VARCHAR, key VARCHAR, who INTEGER, is_current BOOLEAN, given_raw VARCHAR, middle_raw VARCHAR,"
    " family_raw VARCHAR, full_raw VARCHAR, birth DATE, sex VARCHAR, grade VARCHAR, school VARCHAR, street VARCHAR,"
    " phones VARCHAR[], mails VARCHAR[], guardians VARCHAR[], guardian_raw VARCHAR, local_id VARCHAR, state_id VARCHAR,"
    " mail VARCHAR"
)
# A given and a family name, also where a source has both in one cell.
GIVEN_ANY = (
    "coalesce({0}.given_raw, CASE WHEN contains({0}.full_raw, ',')"
    " THEN split_part(trim(split_part({0}.full_raw, ',', 2)), ' ', 1)"
    " ELSE split_part(trim({0}.full_raw), ' ', 1) END)"
)
FAMILY_ANY = (
    "coalesce({0}.family_raw, CASE WHEN contains({0}.full_raw, ',') THEN split_part({0}.full_raw, ',', 1)"
    " ELSE regexp_replace(trim({0}.full_raw), '^\\S+\\s*', '') END)"
)


def lay_people(opened: Opened, among: str = "true") -> None:
    """Make `people` (n, system, key, who, …), `people_ids` (n, issuer, value) and `people_mails` (n, mail).

    `among` is a condition over `system` and `key`.
    """
    lay_rows(opened, among)
    number_people(opened)


def number_people(opened: Opened) -> None:
    """Make these tables from `raw_people`, which is gone then.

    The number of a row is its place in there: to sort a million people for a number takes longer than to link them.
    """
    _lay_spellings(opened)
    opened.run(PEOPLE)
    _lay_ids(opened)
    opened.run("DROP TABLE raw_people")


def lay_rows(opened: Opened, among: str = "true") -> None:
    """Make `raw_people`, in which names stand as the sources write them; `among` as in `lay_people`."""
    opened.run(f"CREATE OR REPLACE TEMP TABLE raw_people ({RAW})")
    _lay_schools(opened)
    _lay_families(opened)
    _lay_student_lists(opened, among)
    for select in (_rosters, _calpads, _staff_lists, _positions, _results, _accounts):
        if (sql := select(opened)) is not None:
            opened.run(f"INSERT INTO raw_people BY NAME SELECT * FROM ({sql}) WHERE {among}")


PEOPLE = f"""
CREATE OR REPLACE TEMP TABLE people AS
SELECT s.rowid::INTEGER AS n, s.system, s.key, s.who, s.is_current, g.given, coalesce(g.forms, []) AS given_forms,
       f.family, f.parts AS family_parts, m.middle, s.birth, left(lower(s.sex), 1) AS sex, s.grade, s.school, s.street,
       CASE WHEN len(s.phones) > 0 THEN s.phones END AS phones, CASE WHEN len(s.mails) > 0 THEN s.mails END AS mails,
       CASE WHEN len(s.guardians) > 0 THEN s.guardians WHEN a.guardian IS NOT NULL THEN [a.guardian] END AS guardians,
       s.phones[1] AS phone, g.shorts
FROM raw_people s LEFT JOIN spelled_given g ON g.typed = {GIVEN_ANY.format("s")}
LEFT JOIN spelled_family f ON f.typed = {FAMILY_ANY.format("s")} LEFT JOIN spelled_middle m ON m.typed = s.middle_raw
LEFT JOIN spelled_guardian a ON a.typed = s.guardian_raw"""
# The users of a directory -> the columns of their sign-in name, given name and family name.
DIRECTORY_NAMES = {
    "google_users": ("primary_email", "name_given_name", "name_family_name"),
    "entra_users": ("user_principal_name", "given_name", "surname"),
}


def nothing(*columns: str) -> str:
    """What stands after SELECT where a table of these columns is missing."""
    return ", ".join(f"NULL::VARCHAR AS {column}" for column in columns) + " WHERE false"


def _lay_schools(opened: Opened) -> None:
    """`school_codes` (code, org_id): what a school's code in a list means, where it means one school."""
    rows = "SELECT NULL::VARCHAR AS code, NULL::VARCHAR AS org_id WHERE false"
    if opened.has("org_identifiers"):
        rows = (
            "SELECT link_number(value) AS code, min(org_id) AS org_id FROM org_identifiers"
            " WHERE id_type IN ('school_code', 'ed_fi', 'state') GROUP BY ALL HAVING count(DISTINCT org_id) = 1"
        )
    opened.run(f"CREATE OR REPLACE TEMP TABLE school_codes AS {rows}")


def _lay_families(opened: Opened) -> None:
    """`homes` (person_id, street, phones, mails, guardians): what rosters say of where a child lives and with whom."""
    users = f"SELECT {nothing('person_id', 'street', 'phone', 'mail')}"
    if opened.has("oneroster_users", "sourced_id"):
        street = opened.cell("oneroster_users", "metadata_streetaddress")
        code = opened.cell("oneroster_users", "metadata_postalcode")
        phone = f"coalesce({opened.cell('oneroster_users', 'phone')}, {opened.cell('oneroster_users', 'sms')})"
        users = (
            "SELECT t.link_system || ':' || t.sourced_id AS person_id,"
            f" link_street({street} || ' ' || {code}) AS street,"
            f" link_phone({phone}) AS phone, link_mail({opened.cell('oneroster_users', 'email')}) AS mail"
            " FROM oneroster_users t"
        )
    opened.run(f"CREATE OR REPLACE TEMP TABLE user_rows AS {users}")
    family = "SELECT NULL::VARCHAR AS person_id, NULL::VARCHAR AS other WHERE false"
    if opened.has("person_relationships"):
        family = "SELECT DISTINCT person_id, other_person_id AS other FROM person_relationships"
    opened.run(
        "CREATE OR REPLACE TEMP TABLE homes AS WITH family AS (" + family + "), guardians AS ("
        " SELECT f.person_id, list(DISTINCT u.phone ORDER BY u.phone) FILTER (u.phone IS NOT NULL) AS phones,"
        "  list(DISTINCT u.mail ORDER BY u.mail) FILTER (u.mail IS NOT NULL) AS mails,"
        "  list(DISTINCT link_joined(p.given_name || p.family_name))"
        "   FILTER (p.given_name IS NOT NULL AND p.family_name IS NOT NULL) AS guardians"
        f" FROM family f LEFT JOIN {_persons(opened)} p ON p.person_id = f.other"
        "  LEFT JOIN user_rows u ON u.person_id = f.other GROUP BY f.person_id)"
        " SELECT person_id, u.street, g.phones, g.mails, g.guardians"
        " FROM (SELECT person_id, any_value(street) AS street FROM user_rows GROUP BY ALL) u"
        " FULL JOIN guardians g USING (person_id)"
    )


def _persons(opened: Opened) -> str:
    if opened.has("persons"):
        return "persons"
    return "(SELECT NULL::VARCHAR AS person_id, NULL::VARCHAR AS given_name, NULL::VARCHAR AS family_name WHERE false)"


def _rosters(opened: Opened) -> str | None:
    """Persons of rosters; those that the record made of rows of a list come from the list itself."""
    if not opened.has("persons"):
        return None
    lists = [t for t in ("student_list", "staff_list", "position_list", "calpads_information") if opened.has(t)]
    apart = " UNION ".join(f"SELECT link_system FROM {table}" for table in lists) or "SELECT NULL WHERE false"
    grades = sexes = f"(SELECT {nothing('person_id', 'grade', 'sex', 'org_id')})"
    if opened.has("person_org_roles"):
        grades = (
            "(SELECT person_id, arg_max(grade, coalesce(begin_date, DATE '1900-01-01')) AS grade,"
            " arg_max(org_id, coalesce(begin_date, DATE '1900-01-01')) AS org_id"
            " FROM person_org_roles GROUP BY person_id)"
        )
    if opened.has("demographics"):
        sexes = "(SELECT person_id, min(sex) AS sex FROM demographics GROUP BY person_id)"
    return f"""
SELECT split_part(p.person_id, ':', 1) AS system, p.person_id AS key,
       bool_or(p.is_student)::INT + 2 * bool_or(p.is_staff)::INT + 4 * bool_or(p.is_contact)::INT AS who,
       bool_or(coalesce(p.is_enabled, true)) AS is_current,
       arg_min(p.given_name, p.line) AS given_raw, arg_min(p.middle_name, p.line) AS middle_raw,
       arg_min(p.family_name, p.line) AS family_raw, min(p.birth_date) AS birth, any_value(d.sex) AS sex,
       any_value(g.grade) AS grade, coalesce(any_value(g.org_id), any_value(p.org_id)) AS school,
       any_value(h.street) AS street, any_value(h.phones) AS phones, any_value(h.mails) AS mails,
       any_value(h.guardians) AS guardians, any_value(u.mail) AS mail
FROM persons p LEFT JOIN {grades} g ON g.person_id = p.person_id LEFT JOIN {sexes} d ON d.person_id = p.person_id
LEFT JOIN homes h ON h.person_id = p.person_id
LEFT JOIN (SELECT person_id, min(mail) AS mail FROM user_rows GROUP BY ALL) u ON u.person_id = p.person_id
WHERE split_part(p.person_id, ':', 1) NOT IN ({apart}) GROUP BY p.person_id"""


def _school(opened: Opened, table: str) -> tuple[str, str]:
    """The SQL of a list row's school, and the join that it needs."""
    code = opened.cell(table, "school_code")
    own = f"coalesce(c.org_id, t.link_system || ':' || {code})"
    return own, f"LEFT JOIN school_codes c ON c.code = link_number({code})"


def _lay_student_lists(opened: Opened, among: str) -> None:
    """The rows of lists of students, of several with one key the one that is not over and began last.

    They come first, into an empty table. Few keys come twice, most often none, and only those are put in order: to
    sort a million rows takes longer than to link them.
    """
    if not opened.has("student_list"):
        return
    rows, source, order = _student_lists(opened)
    opened.run(f"INSERT INTO raw_people BY NAME SELECT * FROM ({rows} {source}) WHERE {among}")
    opened.run("CREATE OR REPLACE TEMP TABLE twice AS SELECT key FROM raw_people GROUP BY key HAVING count(*) > 1")
    if opened.one("SELECT count(*) FROM twice"):
        opened.run("DELETE FROM raw_people WHERE key IN (SELECT key FROM twice)")
        place = f"row_number() OVER (PARTITION BY key ORDER BY {order}) AS place"
        opened.run(
            f"INSERT INTO raw_people BY NAME SELECT * EXCLUDE (place) FROM ({rows}, {place} {source}"
            " AND key IN (SELECT key FROM twice)) WHERE place = 1"
        )


def _student_lists(opened: Opened) -> tuple[str, str, str]:
    """The SQL of what each row says, of where it comes from, and of the order of several rows with one key."""
    cell = {
        name: opened.cell("student_list", name)
        for name in (
            *(
                "record_id",
                "local_id",
                "state_id",
                "given_name",
                "middle_name",
                "family_name",
                "full_name",
                "sex",
                "email",
            ),
            *("street", "zip", "grade", "guardian_name", "guardian_email", "guardian_phone", "phone", "birth_date"),
            *("exit_date", "entry_date"),
        )
    }
    school, join = _school(opened, "student_list")
    key = (
        f"CASE WHEN y.kind = 'enrollment' THEN coalesce({cell['record_id']}, {cell['local_id']}, {cell['state_id']})"
        f" ELSE coalesce({cell['local_id']}, {cell['state_id']}, {cell['record_id']}) END"
    )
    rows = f"""
SELECT t.link_system AS system, t.link_system || ':' || {key} AS key, 1 AS who, true AS is_current,
       {cell["given_name"]} AS given_raw, {cell["middle_name"]} AS middle_raw, {cell["family_name"]} AS family_raw,
       {cell["full_name"]} AS full_raw, {cell["birth_date"]}::DATE AS birth, {cell["sex"]} AS sex,
       {cell["grade"]} AS grade, {school} AS school, link_street({cell["street"]} || ' ' || {cell["zip"]}) AS street,
       list_filter([link_phone({cell["guardian_phone"]}), link_phone({cell["phone"]})],
                   lambda each: each IS NOT NULL) AS phones,
       list_filter([link_mail({cell["guardian_email"]}), link_mail({cell["email"]})],
                   lambda each: each IS NOT NULL) AS mails,
       {cell["guardian_name"]} AS guardian_raw,
       {cell["local_id"]} AS local_id, {cell["state_id"]} AS state_id, link_mail({cell["email"]}) AS mail"""
    source = f"FROM student_list t JOIN link_systems y ON y.id = t.link_system {join} WHERE {key} IS NOT NULL"
    return rows, source, f"{cell['exit_date']} IS NOT NULL, {cell['entry_date']} DESC"


def _calpads(opened: Opened) -> str | None:
    table = "calpads_information"
    if not opened.has(table, "local_id"):
        return None
    cell = {
        name: opened.cell(table, name)
        for name in (*("state_id", "given_name", "middle_name", "family_name", "birth_date", "sex"),)
    }
    return f"""
SELECT t.link_system AS system, t.link_system || ':' || t.local_id AS key, 1 AS who, true AS is_current,
       any_value({cell["given_name"]}) AS given_raw, any_value({cell["middle_name"]}) AS middle_raw,
       any_value({cell["family_name"]}) AS family_raw, try_cast(any_value({cell["birth_date"]}) AS DATE) AS birth,
       any_value({cell["sex"]}) AS sex, t.local_id, any_value({cell["state_id"]}) AS state_id
FROM {table} t WHERE t.local_id IS NOT NULL GROUP BY ALL"""


def _staff_lists(opened: Opened) -> str | None:
    if not opened.has("staff_list", "staff_id"):
        return None
    cell = {
        name: opened.cell("staff_list", name)
        for name in (*("given_name", "middle_name", "family_name", "birth_date", "sex", "email"),)
    }
    school, join = _school(opened, "staff_list")
    return f"""
SELECT t.link_system AS system, t.link_system || ':' || t.staff_id AS key, 2 AS who, true AS is_current,
       any_value({cell["given_name"]}) AS given_raw, any_value({cell["middle_name"]}) AS middle_raw,
       any_value({cell["family_name"]}) AS family_raw, any_value({cell["birth_date"]})::DATE AS birth,
       any_value({cell["sex"]}) AS sex, any_value({school}) AS school, t.staff_id AS local_id,
       any_value(link_mail({cell["email"]})) AS mail
FROM staff_list t {join} WHERE t.staff_id IS NOT NULL GROUP BY ALL"""


def _positions(opened: Opened) -> str | None:
    if not opened.has("position_list", "staff_id"):
        return None
    cell = {name: opened.cell("position_list", name) for name in ("given_name", "family_name", "end_date")}
    school, join = _school(opened, "position_list")
    return f"""
SELECT t.link_system AS system, t.link_system || ':' || t.staff_id AS key, 2 AS who,
       bool_or({cell["end_date"]} IS NULL) AS is_current, any_value({cell["given_name"]}) AS given_raw,
       any_value({cell["family_name"]}) AS family_raw, min({school}) AS school, t.staff_id AS local_id
FROM position_list t {join} WHERE t.staff_id IS NOT NULL GROUP BY t.link_system, t.staff_id"""


def _results(opened: Opened) -> str | None:
    """Students of assessment files: one row a number; names only where the file has them."""
    if not opened.has("result_list"):
        return None
    cell = {
        name: opened.cell("result_list", name)
        for name in (*("local_id", "state_id", "vendor_id", "given_name", "family_name", "birth_date", "grade"),)
    }
    key = f"coalesce({cell['local_id']}, {cell['state_id']}, {cell['vendor_id']})"
    school, join = _school(opened, "result_list")
    return f"""
SELECT t.link_system AS system, t.link_system || ':' || {key} AS key, 1 AS who, true AS is_current,
       min({cell["given_name"]}) AS given_raw, min({cell["family_name"]}) AS family_raw,
       min({cell["birth_date"]})::DATE AS birth, max({cell["grade"]}) AS grade, min({school}) AS school,
       min({cell["local_id"]}) AS local_id, min({cell["state_id"]}) AS state_id
FROM result_list t {join} WHERE {key} IS NOT NULL GROUP BY t.link_system, {key}"""


def _accounts(opened: Opened) -> str | None:
    """Accounts that no roster ties to a person: those of a directory."""
    if not opened.has("accounts"):
        return None
    found = []
    for table, (address, given, family) in DIRECTORY_NAMES.items():
        if opened.has(table, address):
            first, last = (f"any_value({opened.cell(table, each)})" for each in (given, family))
            cells = f"link_system, link_mail({address}) AS mail, {first} AS given, {last} AS family"
            found.append(f"SELECT {cells} FROM {table} t GROUP BY 1, 2")
    names = f"({' UNION ALL '.join(found) or 'SELECT ' + nothing('link_system', 'mail', 'given', 'family')})"
    return f"""
SELECT split_part(a.account_id, ':', 1) AS system, a.account_id AS key, 3 AS who,
       coalesce(any_value(a.enabled), true) AS is_current, any_value(g.given) AS given_raw,
       any_value(g.family) AS family_raw, any_value(a.external_id) AS local_id, any_value(link_mail(a.email)) AS mail
FROM accounts a LEFT JOIN {names} g
  ON g.link_system = split_part(a.account_id, ':', 1) AND g.mail = link_mail(a.username)
WHERE a.person_id IS NULL GROUP BY a.account_id"""


def _lay_spellings(opened: Opened) -> None:
    """`spelled_given`, `spelled_family` and so on: a district has far fewer spellings than rows."""
    opened.run(f"""
CREATE OR REPLACE TEMP TABLE spelled_given AS
SELECT t.typed, t.given, h.shorts,
       list_distinct(coalesce(f.forms, []) || coalesce(o.forms, [])
                     || list_filter([t.given], lambda each: each IS NOT NULL)) AS forms
FROM (SELECT typed, link_joined(typed) AS given, split_part(link_plain(typed), ' ', 1) AS first
      FROM (SELECT DISTINCT {GIVEN_ANY.format("r")} AS typed FROM raw_people r) WHERE typed IS NOT NULL) t
LEFT JOIN given_forms f ON f.name = t.given LEFT JOIN given_shorts h ON h.name = t.given
LEFT JOIN given_forms o ON o.name = t.first AND o.name <> t.given""")
    opened.run(f"""
CREATE OR REPLACE TEMP TABLE spelled_family AS
SELECT typed, replace(link_family(typed), ' ', '') AS family, link_parts(typed) AS parts
FROM (SELECT DISTINCT {FAMILY_ANY.format("r")} AS typed FROM raw_people r) WHERE typed IS NOT NULL""")
    for name, column in (("middle", "middle_raw"), ("guardian", "guardian_raw")):
        opened.run(f"""
CREATE OR REPLACE TEMP TABLE spelled_{name} AS SELECT typed, link_joined(typed) AS {name}
FROM (SELECT DISTINCT {column} AS typed FROM raw_people) WHERE typed IS NOT NULL""")


def _lay_ids(opened: Opened) -> None:
    """Every number with its issuer, and every address of a person's own."""
    own = "SELECT NULL::VARCHAR AS key, NULL::VARCHAR AS issuer, NULL::VARCHAR AS value WHERE false"
    if opened.has("person_identifiers"):
        own = (
            "SELECT i.person_id AS key, i.value,"
            " CASE i.id_type WHEN 'local' THEN 'district' ELSE i.id_type END AS issuer"
            " FROM person_identifiers i JOIN link_systems y ON y.number = i.system"
            " AND y.id = split_part(i.person_id, ':', 1)"
        )
    opened.run(f"""
CREATE OR REPLACE TEMP TABLE people_ids AS
SELECT p.n, i.issuer, link_number(i.value) AS value FROM ({own}) i JOIN people p ON p.key = i.key
WHERE link_number(i.value) IS NOT NULL
UNION SELECT rowid::INTEGER, 'district', link_number(local_id) FROM raw_people WHERE link_number(local_id) IS NOT NULL
UNION SELECT rowid::INTEGER, 'state', link_number(state_id) FROM raw_people WHERE link_number(state_id) IS NOT NULL""")
    accounts = "SELECT NULL::VARCHAR AS key, NULL::VARCHAR AS mail WHERE false"
    if opened.has("accounts"):
        accounts = "SELECT person_id AS key, link_mail(email) AS mail FROM accounts WHERE person_id IS NOT NULL"
    opened.run(f"""
CREATE OR REPLACE TEMP TABLE people_mails AS
SELECT rowid::INTEGER AS n, mail FROM raw_people WHERE mail IS NOT NULL
UNION SELECT p.n, a.mail FROM ({accounts}) a JOIN people p ON p.key = a.key WHERE a.mail IS NOT NULL""")
