-- Every source, with how it fares.
select sources.*,
    (select count(*) from issues where issues.source_id = sources.id) as issues,
    (select min(coalesce(published_at, known_at)) from articles where articles.source_id = sources.id) as first_on
from sources order by kind, title
