-- No earlier texts.
delete from article_revisions
