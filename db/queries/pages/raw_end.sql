-- How many bytes of a raw file's beginning are known by a revision; null when none stands in it. The last ones were
-- written last: a look at them is enough, where all others would have to be read.
select max(latest.raw_offset + latest.raw_length)
from (select raw_offset, raw_length from revisions where raw_file = :file order by id desc limit 500) as latest
