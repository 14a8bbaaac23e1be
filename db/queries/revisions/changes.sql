-- Every change of a page's article that changed a word or what the page is, in the order in which it was seen.
select page_id, standing_id, seen_at, backfill, difference from revision_changes
where weight <> 'none' order by standing_id
