-- Dates that proposals of a policy name, from a day on.
select distinct proposal_dates.text, proposal_dates.from_on, proposal_dates.to_on, proposal_dates.direction,
    proposals.article_id
from proposal_dates
join proposals on proposals.id = proposal_dates.proposal_id
where proposals.policy_id = :id and coalesce(proposal_dates.to_on, proposal_dates.from_on) >= :today
order by coalesce(proposal_dates.from_on, proposal_dates.to_on)
limit 20
