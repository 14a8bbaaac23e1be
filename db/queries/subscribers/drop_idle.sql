-- Forget those to whom nothing could be mailed for long.
delete from subscribers where idle_since <= :before
