-- Change how often one alert of a reader is told.
update or replace alerts set frequency = :frequency where id = :alert_id and subscriber_id = :subscriber_id
