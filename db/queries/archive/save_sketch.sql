-- The sketch of a text, in place of one that another stamp made.
insert or replace into sketches (text_hash, sketch, stamp) values (:text_hash, :sketch, :stamp)
