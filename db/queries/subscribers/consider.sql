-- An article that a finished run has seen.
insert into considered (frequency, article_id, known_at) values (:frequency, :article_id, :known_at)
on conflict (frequency, article_id) do nothing
