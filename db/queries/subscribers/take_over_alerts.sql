-- Give a reader the alerts of another, but for those that they have.
update or ignore alerts set subscriber_id = :subscriber_id where subscriber_id = :other_id
