-- Take away all alerts of a reader.
delete from alerts where subscriber_id = :subscriber_id
