-- The consultations on a policy, the latest first; of one that several articles tell of, the official one.
select told.opens_on, told.closes_on, told.article_id, told.headline, told.url, told.known_at
from (
    select consultations.*, articles.headline, articles.url, articles.known_at,
        row_number() over (
            partition by consultations.closes_on
            order by sources.kind not in ('government', 'parliament', 'archive'), articles.position desc) as place
    from consultations
    join articles on articles.id = consultations.article_id
    join sources on sources.id = articles.source_id
    where consultations.policy_id = :id and consultations.closes_on is not null
) as told
where told.place = 1
order by told.closes_on desc
