-- The run of a frequency that was begun and not finished.
select * from digest_runs where frequency = :frequency and finished_at is null order by window_start limit 1
