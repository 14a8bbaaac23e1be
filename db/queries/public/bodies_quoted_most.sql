-- Which bodies are quoted most, year by year?
select bodies.name, activity.year, activity.quotations, activity.articles
from activity
join bodies on bodies.id = activity.item_id
where activity.kind = 'body' and activity.quotations > 0
order by activity.quotations desc, bodies.name
limit 500
