/* ---
id: IDN-007
title: Name is a placeholder
module: data
role: school_office
needs: [roster_names]
of: roster_names
severity: warning
where: >-
  case when lower(bare(given_name)) in ('test', 'testing', 'unknown', 'tbd', 'n/a', 'none', 'first name', 'firstname',
                                        'placeholder', 'dummy', 'fake', 'vacant', 'vacancy', 'xxx', 'asdf', 'no name')
         or lower(bare(family_name)) in ('testing', 'unknown', 'tbd', 'n/a', 'last name', 'lastname', 'placeholder',
                                         'dummy', 'vacant', 'vacancy', 'xxx', 'asdf', 'test student', 'no name')
         or (lower(bare(given_name)) in ('new', 'demo', 'sample', 'student', 'teacher', 'staff', 'user', 'a', 'b', 'one',
                                         'two')
             and lower(bare(family_name)) in ('test', 'student', 'teacher', 'staff', 'user', 'demo', 'sample'))
       then given_name is not null and family_name is not null
            and is_enabled and is_live end
subject: sourced_id
school: record_key(system, primary_org_sourced_id)
says: The name is a placeholder, and the record is active.
column: given_name
why: >-
  Test people get real accounts, take seats and count in every report. If the person is real, nobody can
  find them.
fix: >-
  If this is a test record, make it inactive or keep it out of the export. If it is a person, enter the
  name. For a post that is not filled, put the substitute or the principal in charge of the classes.
not_a_problem_when: Your district keeps a person of this name on purpose, for a post that is not filled yet.
cost: {hours: 0.2}
--- */
