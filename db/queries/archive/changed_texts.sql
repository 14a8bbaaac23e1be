-- The texts of every page that has had more than one, the oldest first.
select id as article_id, known_at as seen_at, headline, text, text_hash
from articles
where page_id in (
    select page_id from articles group by page_id having count(distinct text_hash) > 1)
order by id, revision_id
