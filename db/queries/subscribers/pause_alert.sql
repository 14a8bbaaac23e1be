-- Pause one alert of a reader, or go on with it.
update alerts set paused = :paused where id = :alert_id and subscriber_id = :subscriber_id
