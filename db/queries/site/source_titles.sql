-- What each source is called.
select id, title from sources
