-- The pages that search engines may list, those that moved last at the top.
select '/policies/' || id as path, last_on as changed_on from (select id, last_on from policies order by last_on desc limit 20000)
union all
select '/bodies/' || id, null from (select id from bodies where articles > 0 order by articles desc limit 5000)
union all
select '/people/' || id, null from (select id from people where articles > 0 order by articles desc limit 5000)
union all
select '/legislation/' || id, null from (select id from legislation limit 5000)
