-- The texts that an article has had, the oldest first, where its whole text may be shown.
select article_revisions.number, article_revisions.seen_at, article_revisions.headline, article_revisions.text
from article_revisions join articles on articles.id = article_revisions.article_id
where article_revisions.article_id = :id and articles.is_full = 1
order by article_revisions.number
