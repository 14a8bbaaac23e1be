-- How many articles a source gave, year by year.
select year, count(*) as articles from article_facets where source_id = :id group by year order by year
