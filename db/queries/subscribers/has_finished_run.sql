-- Whether a run of a frequency has been finished.
select 1 from digest_runs where frequency = :frequency and finished_at is not null limit 1
