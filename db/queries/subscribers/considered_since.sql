-- The articles that finished runs of a frequency have seen, among those known since a time.
select article_id from considered where frequency = :frequency and known_at >= :since
