-- Mark a link as used.
update confirmations set used_at = :now where token_hash = :token_hash
