-- What went wrong at a place goes well now.
update issues set resolved_at = :now where step = :step and place = :place and resolved_at is null
