-- The article of one revision.
select * from articles where revision_id = :revision_id
