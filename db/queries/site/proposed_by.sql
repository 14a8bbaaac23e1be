-- What somebody proposes, the newest first; one row a policy, of their newest 300 proposals.
select policies.id, policies.title, policies.position, policies.state, policies.last_on, policies.first_on,
    policies.articles, max(mine.happened_on) as proposed_on, count(*) as proposals
from (
    select policy_id, happened_on from proposals
    where proposer_kind = :kind and proposer_id = :id
    order by happened_on desc limit 300
) as mine
join policies on policies.id = mine.policy_id
group by policies.id order by proposed_on desc, policies.id limit 30
