-- The names that a misspelt word may have meant, the most frequent first.
select name from (
    select name, articles from bodies where articles > 0
    union all select name, articles from people where articles > 0
    union all select title, 10 from legislation
    union all select title, articles from policies)
order by articles desc limit 20000
