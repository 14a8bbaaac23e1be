-- Whether an address was taken down.
select 1 from removals where url = :url
