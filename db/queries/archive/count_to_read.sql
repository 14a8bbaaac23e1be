-- How many articles have no reading of today's making.
select count(*) from articles where read_stamp is not :stamp
