-- What a reader is told of a policy's stage by a digest.
insert into told_moves (subscriber_id, digest_id, statement, article_id, policy_id, title, stage, happened_on)
values (:subscriber_id, :digest_id, :statement, :article_id, :policy_id, :title, :stage, :happened_on)
on conflict (subscriber_id, statement, digest_id) do nothing
