-- What the lists of a source answered last.
select url, etag, last_modified, body_hash, hinted_at from lists where source = :source
