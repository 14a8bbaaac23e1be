-- How often somebody or something is named, and is quoted, year by year.
select year, articles, quotations from activity where kind = :kind and item_id = :id order by year
