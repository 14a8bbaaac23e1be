-- The words of each change of an article's text, in the order of reading.
select revision_id, paragraph, unchanged_before, kind, text from revision_changes
where article_id = :id order by revision_id, place
