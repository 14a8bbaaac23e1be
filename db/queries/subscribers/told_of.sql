-- What a reader was told.
select item, happened_on from told where subscriber_id = :subscriber_id
