-- Legislation that is named, the most proposed about at the top.
select legislation.id, legislation.title, legislation.kind, legislation.url,
    (select count(distinct proposals.policy_id) from proposal_legislation
        join proposals on proposals.id = proposal_legislation.proposal_id
        where proposal_legislation.legislation_id = legislation.id) as policies,
    (select coalesce(sum(articles), 0) from activity
        where activity.kind = 'legislation' and activity.item_id = legislation.id) as articles
from legislation order by policies desc, articles desc, title limit :limit
