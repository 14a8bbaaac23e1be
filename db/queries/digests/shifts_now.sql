-- The shifts of some policies as they are today.
select policy_id, statement, kind, to_stage, happened_on, note from shifts
where policy_id in (select value from json_each(:policies)) order by happened_on, id
