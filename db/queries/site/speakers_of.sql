-- Who speaks for a body, those quoted most at the top.
select people.id, people.name, max(coalesce(person_roles.post, person_roles.role)) as role,
    count(distinct person_roles.article_id) as articles
from person_roles join people on people.id = person_roles.person_id
where person_roles.body_id = :id
group by people.id order by articles desc, people.name limit 20
