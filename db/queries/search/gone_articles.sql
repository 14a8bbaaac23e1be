-- Articles that the search index still holds, though they are published no more.
select article_id from search_state where article_id not in (select id from articles)
