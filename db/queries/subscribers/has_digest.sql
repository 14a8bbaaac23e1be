-- Whether a reader's digest of a frequency and window is there.
select 1 from digests
where subscriber_id = :subscriber_id and frequency = :frequency and window_start = :window_start
