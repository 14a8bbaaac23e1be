-- What a person was called and whom they spoke for, with the first and the last day that an article says so.
select coalesce(person_roles.post, person_roles.role) as role, person_roles.affiliation, person_roles.body_id,
    min(coalesce(articles.published_at, articles.known_at)) as first_on,
    max(coalesce(articles.published_at, articles.known_at)) as last_on, count(*) as articles
from person_roles join articles on articles.id = person_roles.article_id
where person_roles.person_id = :id and coalesce(person_roles.post, person_roles.role) is not null
group by 1, 2, 3 order by last_on desc, articles desc limit 40
