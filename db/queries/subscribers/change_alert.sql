-- Change how one alert of a reader is told; one that they had at the new frequency gives way.
update or replace alerts set frequency = :frequency, shifts_only = :shifts_only, stages = :stages, without = :without,
    note = :note
where id = :alert_id and subscriber_id = :subscriber_id
