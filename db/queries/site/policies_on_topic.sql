-- The policies that articles on a topic speak of, the one that moved last at the top.
select policies.id, policies.title, policies.position, policies.state, policies.last_on, policies.articles
from (
    select item_id, position from search_items where position in (
        select rowid from search_items_fts where search_items_fts match :match order by rowid desc limit 50)
) as found
join policies on policies.id = found.item_id
order by found.position desc
