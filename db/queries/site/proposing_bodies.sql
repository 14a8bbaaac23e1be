-- The bodies that propose most.
select bodies.id, bodies.name, count(*) as proposals
from proposals join bodies on bodies.id = proposals.proposer_id
where proposals.proposer_kind = 'body' and proposals.policy_id is not null
group by bodies.id order by proposals desc, bodies.name limit 40
