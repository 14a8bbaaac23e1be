-- What is known of each of these addresses (a JSON list): its page, its place in the frontier, whether it was removed.
select asked.value as url,
       p.id as page_id, p.status, p.hinted_at, p.first_seen_at, p.checked_at, p.checks, p.fetch_url,
       f.state, f.next_try_at, f.attempts,
       exists(select 1 from removals x where x.url = asked.value) as removed
from json_each(:urls) asked
left join pages p on p.url = coalesce((select target from aliases where url = asked.value), asked.value)
left join frontier f on f.url = asked.value
