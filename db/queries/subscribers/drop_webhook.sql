-- A reader's digests go nowhere but by mail, and what waited for the address is dropped.
delete from webhooks where subscriber_id = :subscriber_id
