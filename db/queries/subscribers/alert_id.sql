-- The id of an alert.
select id from alerts
where subscriber_id = :subscriber_id and kind = :kind and value = :value and frequency = :frequency
