-- The last stretch of time of each frequency that digests were made for, and how many they were.
select digest_runs.frequency, digest_runs.window_start, digest_runs.window_end, digest_runs.finished_at,
    (select count(*) from digests where digests.frequency = digest_runs.frequency
        and digests.window_start = digest_runs.window_start) as digests
from digest_runs
where digest_runs.id in (select max(id) from digest_runs group by frequency)
order by digest_runs.frequency
