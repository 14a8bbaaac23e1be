-- Forget the links that can no longer be used.
delete from confirmations where expires_at <= :now
