-- Sketches that another stamp made, and those of texts that no article has any more.
delete from sketches where stamp <> :stamp or text_hash not in (select text_hash from articles)
