-- Another body stands at a page from now on; the one that stands there already is no news.
insert into standings (page_id, revision_id, before_revision, seen_at, backfill)
select id, :revision_id, current_revision, :now, :backfill from pages
where id = :page_id and current_revision is not :revision_id
