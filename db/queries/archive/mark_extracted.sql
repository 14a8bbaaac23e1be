-- A revision has had its turn; one that gave no article keeps the article that it gave before.
update revisions set extract_stamp = :stamp, extract_state = :state where id = :id
