-- Forget a reader with all that hangs on them.
delete from subscribers where id = :subscriber_id
