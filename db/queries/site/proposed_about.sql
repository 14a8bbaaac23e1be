-- What is proposed about legislation, by provision.
select proposal_legislation.provision, policies.id, policies.title, policies.position, policies.state,
    policies.last_on, policies.articles, count(*) as proposals
from proposal_legislation
join proposals on proposals.id = proposal_legislation.proposal_id
join policies on policies.id = proposals.policy_id
where proposal_legislation.legislation_id = :id
group by proposal_legislation.provision, policies.id
order by proposal_legislation.provision, policies.last_on desc
