-- All yearly counts are as they should be.
delete from search_touched
