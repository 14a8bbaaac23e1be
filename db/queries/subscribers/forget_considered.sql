-- Forget what is too old to turn up late.
delete from considered where frequency = :frequency and known_at < :before
