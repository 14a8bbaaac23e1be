-- The policies at these places, as a search shows them.
select search_items.position, policies.id, policies.title, policies.summary as snippet, null as url,
    policies.last_on as happened_on, policies.known_at, '/policies/' || policies.id as address,
    policies.articles || case policies.articles when 1 then ' article' else ' articles' end as source,
    null as source_id, case policies.state when 'live' then policies.position else policies.state end as stage
from json_each(:positions) as places
join search_items on search_items.position = places.value
join policies on policies.id = search_items.item_id
