-- Something went wrong at a place; the same again is counted, and opens the issue anew if it was resolved.
insert into issues (source, step, place, reason, first_at, last_at)
values (:source, :step, :place, :reason, :now, :now)
on conflict (source, step, place) do update set
    reason = excluded.reason, last_at = excluded.last_at, times = issues.times + 1, resolved_at = null
