-- What the last finished projection was made from.
select stamp from snapshot where id = 1
