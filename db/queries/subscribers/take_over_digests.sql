-- Give a reader the digests of another, so that what these told stays told.
update or ignore digests set subscriber_id = :subscriber_id where subscriber_id = :other_id
