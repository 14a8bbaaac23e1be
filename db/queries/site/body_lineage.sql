-- Everybody that came before and after a body, however many steps away: each take-over once.
with recursive before(id) as (
    select :id union select predecessor_id from body_successions join before on successor_id = before.id),
after(id) as (
    select :id union select successor_id from body_successions join after on predecessor_id = after.id),
family(id) as (select id from before union select id from after)
select body_successions.predecessor_id, body_successions.successor_id, body_successions.happened_on
from body_successions
where predecessor_id in (select id from family) and successor_id in (select id from family)
order by happened_on, predecessor_id
