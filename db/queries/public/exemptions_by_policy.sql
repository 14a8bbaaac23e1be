-- Who is exempt from what?
select policies.title as policy, json_each.value as exempt, policies.position as stage
from policies, json_each(policies.exemptions)
order by policies.title
limit 1000
