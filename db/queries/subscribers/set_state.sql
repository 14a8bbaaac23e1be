-- Set a reader's state.
update subscribers set state = :state where id = :subscriber_id
