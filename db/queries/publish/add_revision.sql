-- One text that an article has had.
insert into article_revisions (article_id, number, seen_at, headline, text, text_hash)
values (:article_id, :number, :seen_at, :headline, :text, :text_hash)
