-- Pages that a list still names (a JSON list of ids).
update pages set last_seen_at = :now where id in (select value from json_each(:ids))
