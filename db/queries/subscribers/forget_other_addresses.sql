-- Forget what addresses a reader once asked to change to.
update confirmations set value = '', used_at = coalesce(used_at, :now)
where subscriber_id = :subscriber_id and kind = 'address'
