-- In how many articles each body is named.
update bodies set articles = counted.articles
from (select bodies.id, count(distinct evidence.article_id) as articles
      from bodies left join evidence on evidence.kind = 'body' and evidence.item_id = bodies.id
      group by bodies.id) as counted
where counted.id = bodies.id and counted.articles <> bodies.articles
