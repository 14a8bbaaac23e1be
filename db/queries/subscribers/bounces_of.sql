-- The mails to a reader that came back.
select said, bounced_at from bounces where subscriber_id = :subscriber_id order by bounced_at
