-- The bodies that propose most, in the 5,000 proposals that were published last.
select bodies.id, bodies.name, count(*) as proposals
from (
    select proposer_id from proposals
    where proposer_kind = 'body' and policy_id is not null
    order by rowid desc limit 5000
) as latest
join bodies on bodies.id = latest.proposer_id
group by bodies.id order by proposals desc, bodies.name limit 40
