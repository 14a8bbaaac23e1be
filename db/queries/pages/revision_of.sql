-- The revision of a page that has this body.
select id from revisions where page_id = :page_id and body_hash = :body_hash
