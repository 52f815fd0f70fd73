-- Holds explain() and faults(), the functions that the Go program gives to SQLite, against every case. The program puts the
-- files into the table files; -> gives JSON texts, ->> the texts within.

create table cases as
select f.text ->> 'rule'           as rule,
       c.value ->> 'case'          as number,
       c.value ->> '$.note.en'     as note,
       c.value ->> 'parameters'    as parameters, -- null: those that the rule stands on
       c.value ->> 'facts'         as facts,
       c.value ->> 'record'        as record,
       c.value ->  'errors'        as errors
from files f, json_each(f.text, '$.cases') c;

create table refused as
select *, json(faults(rule, parameters, facts)) as faults from cases; -- null where the rule answers

create table bodies as
select rule, number, note,
       cast(coalesce(record, errors) as blob)                                             as want,
       cast(case when faults is null then explain(rule, parameters, facts) else faults end as blob) as got
from refused;

-- bytes that differ; a length that is another counts too
create view differing as
with recursive bad as (select * from bodies where want is not got),
place(rule, number, note, want, got, i) as (
  select rule, number, note, want, got, 1 from bad
  union all
  select rule, number, note, want, got, i + 1 from place where i < max(length(want), length(got))
)
select rule, number, note, count(*) as bytes, min(i) as first,
       cast(substr(want, max(1, min(i) - 30), 60) as text) as want_near, cast(substr(got, max(1, min(i) - 30), 60) as text) as got_near
from place
where substr(want, i, 1) is not substr(got, i, 1)
group by rule, number
order by rule, number;
