-- The body of that id or name, and all that came before and after it; the body itself first.
with recursive named(id) as (
    select id from bodies where id = :value
    union select id from bodies where name = :value collate nocase
    union select body_id from body_names where name = :value collate nocase),
before(id) as (
    select id from named union select predecessor_id from body_successions join before on successor_id = before.id),
after(id) as (
    select id from named union select successor_id from body_successions join after on predecessor_id = after.id)
select bodies.id, bodies.name from bodies
where bodies.id in (select id from before union select id from after)
order by bodies.id in (select id from named) desc, bodies.articles desc
limit 40
