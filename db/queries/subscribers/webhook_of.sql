-- Where a reader's digests go beside the mail.
select id, url, secret, created_at from webhooks where subscriber_id = :subscriber_id
