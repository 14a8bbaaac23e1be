-- How many bytes of a raw file's beginning are known by a revision; null when none stands in it.
select max(raw_offset + raw_length) from revisions where raw_file = :file
