-- What readers were told of some statements, the oldest first; what never went out, and was given up, left out.
select told_moves.subscriber_id, told_moves.statement, told_moves.article_id, told_moves.policy_id, told_moves.title,
    told_moves.stage, told_moves.happened_on, digests.made_at
from told_moves join digests on digests.id = told_moves.digest_id
where told_moves.statement in (select value from json_each(:statements))
    and (exists (select 1 from outbox where outbox.digest_id = digests.id and outbox.state <> 'failed')
        or exists (select 1 from calls where calls.digest_id = digests.id and calls.state <> 'failed'))
order by digests.id
