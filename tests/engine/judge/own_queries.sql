-- Queries for test_own_guard.py: sections begin with --, queries are parted by a blank line.

-- not one select

copy oneroster_users to 'users.csv'

copy (select 1) to 'one.csv'

attach 'other.db'

pragma database_list

set threads = 8

set variable systems = ['x']

insert into source_systems values (1, 'a', 'b', 'c')

delete from source_systems

update source_systems set name = 'x'

call pragma_version()

export database 'folder'

install httpfs

load httpfs

create table t as select 1

create or replace macro as_of() as date '2000-01-01'

drop view oneroster_users

checkpoint

use inside

explain select 1

explain analyze select 1

prepare p as select 1

execute own

begin

vacuum

select 1; select 2

select 1; copy (select 1) to 'x'

describe oneroster_users

show tables

summarize oneroster_users

pivot oneroster_users on grades using count(*)

merge into source_systems using oneroster_users on (true) when matched then delete

with gone as (delete from source_systems returning *) select * from gone

-- reaches out

select * from read_csv('/etc/passwd')

select * from read_parquet('x.parquet')

select * from read_text('/etc/hostname')

select * from read_blob('*')

select * from read_json('https://harbor.example/x')

select * from glob('*')

select * from parquet_metadata('x')

select * from sniff_csv('x')

select * from 'x.csv'

select * from '/etc/passwd'

select * from "x.parquet"

select getenv('HOME') as evidence

select current_setting('temp_directory') as evidence

select getvariable('systems') as evidence

select current_user as evidence

select current_query() as evidence

select version() as evidence

select now() as evidence

select current_date as evidence

select random() as evidence

select nextval('x') as evidence

select write_log('x') as evidence

select sleep_ms(100000) as evidence

select error(given_name) as evidence from oneroster_users

select stats(grades) as evidence from oneroster_users

select * from query('select 1')

select * from query_table('oneroster_users')

select * from duckdb_views()

select * from duckdb_settings()

select * from sqlite_master

select * from information_schema.tables

select * from pg_catalog.pg_tables

select * from known_students

select * from known_persons

select sourced_id from inside.oneroster_users

select sourced_id from memory.inside.oneroster_users

select sourced_id from main.oneroster_users

select * from json_execute_serialized_sql('{}')

select * from repeat_row(1, num_rows = 10)

select * from some_python_frame

select sourced_id as subject from oneroster_users where $1

select sourced_id as subject from oneroster_users where sourced_id = ?

select sourced_id as subject from oneroster_users limit (select 1)

select sourced_id as subject from oneroster_users tablesample 10%

select sourced_id as subject from oneroster_users at (version => 1)

select list_transform([1], lambda x: x + 1) as evidence

select [x for x in [1]] as evidence

-- shows

select given_name as evidence from persons

select p.given_name as evidence from persons as p

select persons.given_name from persons

select GIVEN_NAME as evidence from PERSONS

select "given_name" as evidence from "persons"

select lower(given_name) as evidence from persons

select given_name || '' as evidence from persons

select cast(given_name as varchar) as evidence from persons

select try_cast(given_name as varchar) as evidence from persons

select given_name collate nocase as evidence from persons

select given_name[1] as evidence from persons

select substr(given_name, 1, 1) as evidence from persons

select length(given_name) as evidence from persons

select md5(given_name) as evidence from persons

select ascii(given_name) as evidence from persons

select concat('x', given_name) as evidence from persons

select printf('%s', given_name) as evidence from persons

select coalesce(given_name, 'x') as evidence from persons

select ifnull(given_name, 'x') as evidence from persons

select nullif(given_name, 'x') as evidence from persons

select greatest(given_name, local_id) as evidence from persons

select case when true then given_name end as evidence from persons

select case given_name when given_name then given_name end as evidence from persons

select if(true, given_name, '') as evidence from persons

select min(given_name) as evidence from persons

select max(given_name) as evidence from persons

select first(given_name) as evidence from persons

select any_value(given_name) as evidence from persons

select arg_min(given_name, line) as evidence from persons

select max_by(given_name, line) as evidence from persons

select string_agg(given_name, ',') as evidence from persons

select list(given_name) as evidence from persons

select array_agg(given_name order by line) as evidence from persons

select mode(given_name) as evidence from persons

select histogram(given_name) as evidence from persons

select min(local_id order by given_name) as evidence from persons

select first_value(given_name) over (order by line) as evidence from persons

select lag(given_name) over (order by line) as evidence from persons

select lag(local_id, 1, given_name) over (order by line) as evidence from persons

select dense_rank() over (order by given_name) as evidence from persons

select row_number() over (order by birth_date) as evidence from persons

select (select given_name) as evidence from persons

select (select p.given_name) as evidence from persons p

select (select min(given_name) from persons) as evidence

select array(select given_name from persons) as evidence

select x as evidence from (select given_name as x from persons)

select t.x as evidence from (select given_name from persons) t(x)

select t.y as evidence from (select line, given_name from persons) t(x, y)

with t as (select given_name as x from persons) select x as evidence from t

with t(x) as (select given_name from persons) select x as evidence from t

with t as materialized (select given_name as x from persons) select x as evidence from t

with a as (select given_name as x from persons), b as (select x as y from a) select y as evidence from b

with recursive t(x) as (select given_name from persons union all select x from t where false) select x from t

with recursive t(x, y) as (select 'a', given_name from persons union all select y, x from t) select x from t

select local_id as evidence from persons union all select given_name from persons

select local_id as a, grade as b from person_org_roles join persons using (person_id) union all by name select
family_name as b, local_id as a from persons

select given_name from persons intersect select local_id from persons

select local_id from persons except select given_name from persons

select x.g as evidence from persons p, lateral (select p.given_name as g) x

select x.g as evidence from persons p join lateral (select p.given_name as g) x on true

select v.x as evidence from persons p, (values (1)) u(y), lateral (select p.given_name) v(x)

select v.col0 as evidence from persons p, lateral (values (p.given_name)) v

select p as evidence from persons p

select persons as evidence from persons

select struct_pack(a := given_name) as evidence from persons

select {'a': given_name}.a as evidence from persons

select s.a as evidence from (select {'a': given_name} as s from persons)

select (s).a as evidence from (select {'a': given_name} as s from persons)

select row(given_name) as evidence from persons

select [given_name] as evidence from persons

select [given_name][1] as evidence from persons

select unnest([given_name]) as evidence from persons

select unnest(p) from persons p

select x.given_name from (select unnest(p) from persons p) x

select u.unnest as evidence from persons p, unnest([p.given_name]) u

select u.n as evidence from persons p, unnest([p.given_name]) as u(n)

select * from persons

from persons

table persons

select p.* from persons p

select * exclude (given_name) from persons

select * replace (1 as given_name) from persons

select * rename (given_name as x) from persons

select columns('given.*') from persons

select columns(*) from persons

select min(columns(*)) from persons

select * like 'given%' from persons

select struct_pack(*columns(*)) from persons

select * from (select given_name from persons)

from persons select given_name

select a as evidence from persons p(a, b, c)

select b as evidence from persons as p(a, b)

unpivot persons on given_name into name k value v

select v as evidence from (unpivot persons on given_name into name k value v)

select #2 from persons

select given_name as x, x as evidence from persons

select x as evidence, given_name as x from persons

select a.given_name from persons a natural join persons b

select given_name from persons a join persons b using (given_name)

select given_name from persons a join persons b using (person_id, given_name)

select a.local_id from persons a positional join persons b

select x."min(given_name)" from (select min(given_name), 1 as "min(given_name)" from persons) x

select x.a_1 from (select 1 as a, given_name as a, 2 as a_1 from persons) x

select x.a from (select 1 as a, given_name as a from persons) x

select x.a_1 from (select unnest({'a': 1}), given_name as a, 'x' as a_1 from persons) x

select unnamed_subquery.g from (select given_name as g from persons)

select given_name.lower() as evidence from persons

select p.given_name.lower() as evidence from persons p

select x.main from (select given_name as main from persons) x

select main.trim('x') as evidence from (select given_name as main from persons)

select main.given_name from persons as main

select main.persons.given_name from persons

select memory.main.persons.given_name from persons

select birth_date as evidence from oneroster_demographics

select birth_date_text as evidence from oneroster_demographics

select user_ids as evidence from oneroster_users

select primary_email as evidence from google_users

select annotated_user as evidence from google_devices

select notes as evidence from google_devices

select name as evidence from snipeit_assets

select guardian_phone as evidence from student_list

select principal as evidence from school_list

select email as evidence from device_assignments

select username as evidence from accounts

select detail as evidence from program_associations

select homeless as evidence from student_list

select meal_status_text as evidence from student_list

select program_type as evidence from program_associations

select asian as evidence from oneroster_demographics

select not asian as a, hispanic_or_latino_ethnicity is true as b from oneroster_demographics

-- spells out

select case homeless when 'Y' then 'yes' when 'N' then 'no' else 'x' end as evidence from student_list

select case when homeless = 'Y' then 1 when foster = 'Y' then 2 else 3 end as evidence from student_list

select case when sex = 'F' then 'a' else '' end || case when race = 'W' then 'b' else '' end as evidence from
student_list

select case when sex = 'F' then 1 end as value, case when race = 'W' then 1 end as repair from student_list

select case when sex = 'F' then 1 else case when sex = 'M' then 2 end end as evidence from student_list

select local_id, v.k as evidence from student_list s join (values ('Y'), ('N')) v(k) on s.homeless = v.k

select local_id, v.k as evidence from student_list s, (values ('Y'), ('N')) v(k) where s.homeless = v.k

select local_id, r.i as evidence from student_list s, range(20) r(i) where s.sex = chr(r.i)

select local_id, range as evidence from student_list s, range(20) where length(s.sex) = range

select local_id, generate_series as evidence from student_list, generate_series(1, 9) where length(sex) > 1

select local_id, u.k as evidence from student_list s, unnest(['Y', 'N']) u(k) where s.homeless = u.k

select local_id, (select k from (values ('Y'), ('N')) v(k) where k = s.homeless) as evidence from student_list
s

select local_id, x.k as evidence from student_list s, lateral (select k from (values ('Y')) v(k) where k =
s.homeless) x

with v as (select 'Y' as k union all select 'N') select local_id, k from student_list join v on k = homeless

select local_id, k from student_list s semi join (select 'Y' as homeless) v using (homeless), (values (1))
t(k)

select local_id, list_position(['Y', 'N'], homeless) as evidence from student_list

select local_id, strpos('YN', homeless) as evidence from student_list

select local_id, count(*) filter (where race = 'W') as a, count(*) filter (where race = 'B') as b from
student_list group by local_id

select local_id, count(case when race = 'W' then 1 end) + 2 * countif(race = 'B') as a from student_list group
by local_id

select local_id, i from range(3) r(i), lateral (select local_id from student_list where length(sex) = r.i) x

-- looks into

select local_id as subject from persons where given_name like 'A%'

select local_id as subject from persons where given_name = 'Ana'

select local_id as subject from persons where given_name in ('Ana', 'Ben')

select local_id as subject from persons where given_name > 'M'

select local_id as subject from persons where given_name between 'A' and 'B'

select local_id as subject from persons where length(family_name) = 1

select local_id as subject from persons where birth_date < date '2010-01-01'

select local_id as subject from persons where cast(birth_date as date) < as_of()

select local_id as subject from persons where year(birth_date) = 2010

select local_id as subject from persons where regexp_matches(given_name, '[0-9]')

select local_id as subject from persons where substr(given_name, 1, 1) = substr(family_name, 1, 1)

-- allowed

select sourced_id as subject, file, line from oneroster_users where email is null

select a.local_id as subject from persons a join persons b on a.given_name = b.given_name and a.birth_date =
b.birth_date and a.person_id <> b.person_id

select min(local_id) as subject, count(*) as times from persons group by given_name, birth_date having
count(*) > 1

select count(distinct birth_date) as evidence from persons

select local_id as subject from persons where lower(trim(given_name)) = lower(trim(family_name))

select local_id as subject from (select local_id, row_number() over (partition by given_name order by line) as
n from persons) where n > 1

select s.local_id as subject from student_list s where truthy(s.homeless) and s.meal_status = 'paid'

select s.local_id as subject from student_list s where s.english_learner like 'Y%' and s.home_language = 'en'

select local_id as subject, birth_date_age as evidence from persons where birth_date_age > 21

select id as subject, primary_email_domain as evidence from google_users

select u.sourced_id as subject from oneroster_users u where not exists (select 1 from oneroster_demographics d
where d.sourced_id = u.sourced_id and d.birth_date is not null)

select school_code as subject, sum(case when truthy(homeless) then 1 else 0 end) as evidence from student_list
group by school_code

select local_id as subject, case when given_name is null then 'first name' else 'last name' end as evidence
from student_list where given_name is null or family_name is null

select p.local_id as subject from persons p where p.given_name in (select given_name from staff_list)

with r as (select sourced_id, given_name from oneroster_users) select sourced_id as subject from r where
given_name = ''

with recursive up(id, top, depth) as (select sourced_id, parent_sourced_id, 1 from oneroster_orgs union all
select up.id, o.parent_sourced_id, depth + 1 from up join oneroster_orgs o on o.sourced_id = up.top where
depth < 9) select id as subject, max(depth) as evidence from up group by id

select o.sourced_id as subject, v.kind as evidence from oneroster_orgs o join (values ('school')) v(kind) on
o.type = v.kind

select c.sourced_id as subject, trim(g.grade) as evidence from oneroster_classes c,
unnest(string_split(c.grades, ',')) as g(grade)

select * from oneroster_orgs where name is null

select d.name as evidence, s.kind as value from delivered_files d join source_systems s using (system)
