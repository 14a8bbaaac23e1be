-- Consultations that are over or yet to open, the latest first.
select
    consultations.opens_on, consultations.closes_on, consultations.article_id, consultations.policy_id,
    articles.headline, policies.title, sources.title as source, proposals.summary
from consultations
join articles on articles.id = consultations.article_id
join sources on sources.id = articles.source_id
left join policies on policies.id = consultations.policy_id
left join proposals on proposals.id = consultations.proposal_id
where coalesce(consultations.closes_on, consultations.opens_on) < :today
order by coalesce(consultations.closes_on, consultations.opens_on) desc
limit :limit
