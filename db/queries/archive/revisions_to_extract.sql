-- Revisions without an article of today's making: those never tried first, each in the order in which it was seen.
select revisions.id, pages.url, pages.source, revisions.content_type,
       revisions.raw_file, revisions.raw_offset, revisions.raw_length, revisions.hints,
       revisions.seen_at
from revisions join pages on pages.id = revisions.page_id
where revisions.extract_stamp is not :stamp
order by revisions.extract_stamp is not null, revisions.id
limit :limit
