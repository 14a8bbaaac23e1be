-- Where a reader's digests go beside the mail.
select url, secret, alone from webhooks where subscriber_id = :subscriber_id
