-- Consultations that open between two days, both included, but for those whose policy is said to have moved there.
select consultations.opens_on, consultations.closes_on, consultations.policy_id, policies.title as policy,
    policies.position, policies.state, articles.id, articles.url, articles.headline, articles.lead, articles.body,
    articles.published_at, articles.known_at, articles.backfill, articles.source_id, sources.title as source,
    coalesce((select evidence.text from evidence where evidence.kind = 'proposal'
        and evidence.item_id = consultations.proposal_id order by evidence.start limit 1), articles.lead) as sentence
from consultations
join articles on articles.id = consultations.article_id
join sources on sources.id = articles.source_id
left join policies on policies.id = consultations.policy_id
where length(consultations.opens_on) = 10 and consultations.opens_on between :first and :last
    and not exists (select 1 from shifts where shifts.policy_id = consultations.policy_id
        and shifts.to_stage = 'consultation' and abs(julianday(shifts.happened_on) - julianday(consultations.opens_on)) <= 14)
order by consultations.opens_on, articles.id
