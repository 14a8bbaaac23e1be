-- A reader's new address, from which they are heard again.
update subscribers set address = :address, state = 'active' where id = :subscriber_id
