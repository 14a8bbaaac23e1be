-- What came back from a reader's old address says nothing of the new one.
delete from bounces where subscriber_id = :subscriber_id
