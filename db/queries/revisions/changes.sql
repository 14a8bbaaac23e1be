-- The changes of a page's article that changed a word or what the page is, in the order in which they were seen.
select standing_id, seen_at, backfill, difference from revision_changes
where page_id = :page_id and weight <> 'none' order by standing_id
