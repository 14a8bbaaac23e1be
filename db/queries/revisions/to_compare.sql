-- Changes of body whose articles were not compared with today's rules, each with the last body before it that gave
-- an article; both articles are of today's extraction, for a better extraction is no edit.
select standings.id, standings.page_id, standings.seen_at, standings.backfill,
       earlier.revision_id as before_revision, standings.revision_id as after_revision
from standings
join articles on articles.revision_id = standings.revision_id and articles.extract_stamp = :extracted
join standings as earlier on earlier.id = (
    select max(candidate.id) from standings as candidate
    join articles as told on told.revision_id = candidate.revision_id and told.extract_stamp = :extracted
    where candidate.page_id = standings.page_id and candidate.id < standings.id)
left join revision_changes on revision_changes.standing_id = standings.id
where standings.before_revision is not null and standings.id > :after and revision_changes.stamp is not :stamp
order by standings.id
limit :limit
