-- The legislation that proposals of a policy name, by provision.
select legislation.id, legislation.title, legislation.url, legislation.kind, proposal_legislation.provision,
    count(*) as proposals
from proposal_legislation
join proposals on proposals.id = proposal_legislation.proposal_id
join legislation on legislation.id = proposal_legislation.legislation_id
where proposals.policy_id = :id
group by legislation.id, proposal_legislation.provision
order by proposals desc, legislation.title
