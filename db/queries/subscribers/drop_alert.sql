-- Take away one alert of a reader.
delete from alerts where id = :alert_id and subscriber_id = :subscriber_id
