-- An address may be mailed again.
delete from suppressed where address_hash = :address_hash
