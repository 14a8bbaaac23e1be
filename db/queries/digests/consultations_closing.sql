-- Consultations that close between two days, both included, with the page that says so.
select consultations.closes_on, consultations.policy_id, policies.title as policy, policies.position, policies.state,
    articles.id, articles.url, articles.headline, articles.lead, articles.body, articles.published_at,
    articles.known_at, articles.source_id, sources.title as source,
    coalesce((select evidence.text from evidence where evidence.kind = 'proposal'
        and evidence.item_id = consultations.proposal_id order by evidence.start limit 1), articles.lead) as sentence
from consultations
join articles on articles.id = consultations.article_id
join sources on sources.id = articles.source_id
left join policies on policies.id = consultations.policy_id
where consultations.closes_on between :first and :last
order by consultations.closes_on, articles.id
