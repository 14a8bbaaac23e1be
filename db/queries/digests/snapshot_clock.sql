-- When the published database was brought up to date.
select clock from snapshot where id = 1
