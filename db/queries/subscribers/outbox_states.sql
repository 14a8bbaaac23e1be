-- How many mails stand in which state.
select state, count(*) as mails, min(queued_at) as oldest from outbox group by state order by state
