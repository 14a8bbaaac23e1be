-- A page that says it has not changed.
update pages set hinted_at = coalesce(:hinted_at, hinted_at), last_seen_at = :now, checked_at = :now,
    checks = checks + 1, status = case status when 'gone' then 'live' else status end
where url = coalesce((select target from aliases where url = :url), :url)
