-- What stands at each page of a source now, and where its bytes are.
select p.url, r.content_type, r.raw_file, r.raw_offset, r.raw_length, r.hints
from pages p join revisions r on r.id = p.current_revision
where p.source = :source order by p.id
