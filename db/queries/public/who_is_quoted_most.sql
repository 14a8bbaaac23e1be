-- Who is quoted most, year by year?
select coalesce(bodies.name, people.name) as name, activity.kind, activity.year, activity.quotations, activity.articles
from activity
left join bodies on activity.kind = 'body' and bodies.id = activity.item_id
left join people on activity.kind = 'person' and people.id = activity.item_id
where activity.quotations > 0
order by activity.quotations desc, name
limit 500
