-- The sketch of each text, as this stamp made them.
select text_hash, sketch from sketches where stamp = :stamp
