-- The consultations on a policy, the latest first.
select consultations.opens_on, consultations.closes_on, consultations.article_id, articles.headline, articles.url,
    articles.known_at
from consultations join articles on articles.id = consultations.article_id
where consultations.policy_id = :id and consultations.closes_on is not null
order by consultations.closes_on desc
