-- Close the runs of a frequency that were begun and not finished.
update digest_runs set finished_at = :now where frequency = :frequency and finished_at is null
