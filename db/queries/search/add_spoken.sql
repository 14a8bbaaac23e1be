-- How often in each year they are quoted.
insert into activity (kind, item_id, year, articles, quotations)
select quotations.speaker_kind, quotations.speaker_id, article_facets.year, 0, count(*)
from search_touched
join quotations on quotations.speaker_kind = search_touched.kind and quotations.speaker_id = search_touched.item_id
join articles on articles.id = quotations.article_id
join article_facets on article_facets.position = articles.position
group by 1, 2, 3
on conflict (kind, item_id, year) do update set quotations = excluded.quotations
