-- When the published database was last made.
select made_at from snapshot where id = 1
