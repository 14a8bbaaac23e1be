-- To how many addresses nothing is sent.
select count(*) from suppressed
