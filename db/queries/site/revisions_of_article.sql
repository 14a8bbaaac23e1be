-- The changes of an article's text, in the order in which they were seen.
select id, seen_at, weight, summary, added, removed, unchanged_after from revisions
where article_id = :id order by seen_at, id
