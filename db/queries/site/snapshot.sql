-- When the published database was made, and the time that the run held to be now.
select made_at, clock, audience, stamp from snapshot where id = 1
