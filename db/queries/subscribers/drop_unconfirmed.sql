-- Forget those who never confirmed.
delete from subscribers where state = 'waiting' and created_at < :before
