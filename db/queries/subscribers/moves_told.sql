-- The moves that anybody was told of since a time.
select distinct told_moves.statement, told_moves.article_id, told_moves.policy_id, told_moves.title, told_moves.stage,
    told_moves.happened_on
from digests join told_moves on told_moves.digest_id = digests.id
where digests.made_at >= :since
