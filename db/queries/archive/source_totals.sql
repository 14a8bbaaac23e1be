-- How many pages and articles each source gave, and how many addresses still wait.
select source, sum(pages) as pages, sum(articles) as articles, sum(waiting) as waiting
from (select source, count(*) as pages, 0 as articles, 0 as waiting from pages where status <> 'blocked' group by source
      union all
      select source, 0, count(distinct id), 0 from articles group by source
      union all
      select source, 0, 0, count(*) from frontier where state = 'queued' group by source)
group by source
