-- Every consultation with a day, the latest first.
select
    consultations.opens_on, consultations.closes_on, consultations.article_id, consultations.policy_id,
    articles.headline, articles.known_at, policies.title
from consultations
join articles on articles.id = consultations.article_id
left join policies on policies.id = consultations.policy_id
where consultations.closes_on is not null
order by consultations.closes_on desc
limit :limit
