-- Articles that the search index does not hold as they stand now.
select articles.id
from articles left join search_state on search_state.article_id = articles.id
where search_state.content_hash is not articles.content_hash or search_state.position <> articles.position
