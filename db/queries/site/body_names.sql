-- What a body was called when.
select distinct name, from_on, to_on from body_names where body_id = :id
order by coalesce(nullif(from_on, ''), '0'), name
