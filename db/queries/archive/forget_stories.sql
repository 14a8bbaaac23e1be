-- The stories are made anew.
delete from stories
