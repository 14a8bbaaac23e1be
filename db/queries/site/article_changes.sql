-- How often an article's text has been changed, and when last.
select count(*) - 1 as changes, max(seen_at) as changed_at from article_revisions where article_id = :id
