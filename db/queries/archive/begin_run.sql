-- A run begins.
insert into runs (kind, clock, started_at) values (:kind, :clock, :now)
