-- Consultations that are open on a day, the one that closes first at the top.
select
    consultations.opens_on, consultations.closes_on, consultations.article_id, consultations.policy_id,
    articles.headline, policies.title, sources.title as source, proposals.summary
from consultations
join articles on articles.id = consultations.article_id
join sources on sources.id = articles.source_id
left join policies on policies.id = consultations.policy_id
left join proposals on proposals.id = consultations.proposal_id
where consultations.closes_on >= :today and (consultations.opens_on is null or consultations.opens_on <= :today)
order by consultations.closes_on, consultations.article_id
limit :limit
