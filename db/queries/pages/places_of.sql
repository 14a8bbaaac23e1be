-- Where the bytes of every revision of a page are.
select r.raw_file, r.raw_offset, r.raw_length from revisions r where r.page_id = :page_id
