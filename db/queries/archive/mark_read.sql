-- An article has had its turn.
update articles set read_stamp = :stamp where revision_id = :revision_id
