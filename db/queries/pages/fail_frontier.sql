-- Note that an address could not be had, and when to try again, if ever.
update frontier set attempts = attempts + 1, state = :state, next_try_at = :next_try_at where url = :url
