-- How many pages of a source were first seen since a time.
select count(*) from pages where source = :source and first_seen_at >= :since
