-- In how many articles of each year those that were touched are named.
insert into activity (kind, item_id, year, articles, quotations)
select mentions.kind, mentions.item_id, article_facets.year, count(*), 0
from search_touched
join mentions on mentions.kind = search_touched.kind and mentions.item_id = search_touched.item_id
join article_facets on article_facets.position = mentions.position
group by 1, 2, 3
