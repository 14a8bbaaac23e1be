-- A reader's alerts, oldest first.
select * from alerts where subscriber_id = :subscriber_id order by id
