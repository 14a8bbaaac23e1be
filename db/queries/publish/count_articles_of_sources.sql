-- How many articles each source gave.
update sources set articles = counted.articles
from (select sources.id, count(articles.id) as articles
      from sources left join articles on articles.source_id = sources.id
      group by sources.id) as counted
where counted.id = sources.id and counted.articles <> sources.articles
