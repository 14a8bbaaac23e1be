-- The reader whose unsubscribe link holds a token.
select * from subscribers where unsubscribe_token = :token
