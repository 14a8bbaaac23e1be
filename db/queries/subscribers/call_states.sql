-- How many posts to webhooks stand in which state.
select state, count(*) as calls from calls group by state order by state
