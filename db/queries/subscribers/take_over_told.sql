-- What another reader was told counts as told to this one.
update or ignore told set subscriber_id = :subscriber_id where subscriber_id = :other_id
