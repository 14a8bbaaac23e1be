-- Every source, with how it fares.
select sources.*,
    (select count(*) from issues where issues.source_id = sources.id) as issues,
    (select min(year) from article_facets where article_facets.source_id = sources.id) as first_on
from sources order by kind, title
