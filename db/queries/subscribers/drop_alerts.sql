-- Take away all alerts of a reader, or those that they had at a time.
delete from alerts where subscriber_id = :subscriber_id and (:until is null or created_at <= :until)
