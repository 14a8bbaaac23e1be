-- Articles without a reading of today's making, new ones first.
select * from articles
where read_stamp is not :stamp
order by read_stamp is not null, revision_id
limit :limit
