-- What another reader was told of moves counts as told to this one.
update or ignore told_moves set subscriber_id = :subscriber_id where subscriber_id = :other_id
