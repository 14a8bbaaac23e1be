-- Whether any yearly count is to be made anew.
select exists (select 1 from search_touched)
