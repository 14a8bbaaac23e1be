-- What somebody proposes, the newest first; one row a policy.
select policies.id, policies.title, policies.position, policies.state, policies.last_on, policies.first_on,
    policies.articles, max(proposals.happened_on) as proposed_on, count(*) as proposals
from proposals join policies on policies.id = proposals.policy_id
where proposals.proposer_kind = :kind and proposals.proposer_id = :id
group by policies.id order by proposed_on desc limit 50
