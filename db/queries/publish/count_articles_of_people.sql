-- In how many articles each person is named.
update people set articles = counted.articles
from (select people.id, count(distinct evidence.article_id) as articles
      from people left join evidence on evidence.kind = 'person' and evidence.item_id = people.id
      group by people.id) as counted
where counted.id = people.id and counted.articles <> people.articles
