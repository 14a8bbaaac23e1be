-- Consultations that are over, the latest first; of one that several articles tell of, the official one.
with told as (
    select consultations.*, articles.headline, articles.known_at, sources.title as source,
        row_number() over (
            partition by coalesce(consultations.policy_id, consultations.article_id), consultations.closes_on
            order by sources.kind not in ('government', 'parliament', 'archive'), articles.position desc) as place
    from consultations
    join articles on articles.id = consultations.article_id
    join sources on sources.id = articles.source_id
    where coalesce(consultations.closes_on, consultations.opens_on) < :today
)
select told.opens_on, told.closes_on, told.article_id, told.policy_id, told.headline, policies.title, told.source
from told left join policies on policies.id = told.policy_id
where told.place = 1
order by coalesce(told.closes_on, told.opens_on) desc, told.article_id
limit :limit
