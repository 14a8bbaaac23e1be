-- Whom an article names, and as what.
select people.id, people.name, person_roles.role, person_roles.affiliation, person_roles.post, person_roles.body_id
from person_roles join people on people.id = person_roles.person_id
where person_roles.article_id = :id order by people.name
