-- The articles whose whole text is published.
select id from articles where is_full = 1
