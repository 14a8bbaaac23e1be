-- A reader.
select * from subscribers where id = :subscriber_id
