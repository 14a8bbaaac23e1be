-- What a reader was told of policies' stages, oldest first.
select statement, policy_id, title, stage, happened_on from told_moves
where subscriber_id = :subscriber_id order by digest_id, statement
