-- Forget the bytes of posts that were given up long ago.
update calls set body = x'' where state = 'failed' and queued_at < :before and length(body) > 0
