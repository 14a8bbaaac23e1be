-- How many revisions have no article of today's making.
select count(*) from revisions where extract_stamp is not :stamp
