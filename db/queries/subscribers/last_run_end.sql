-- Up to when the digests of a frequency have been made.
select max(window_end) from digest_runs where frequency = :frequency
