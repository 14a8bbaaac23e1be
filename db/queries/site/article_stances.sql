-- Who takes which side in an article.
select stances.*, proposals.summary from stances join proposals on proposals.id = stances.proposal_id
where stances.article_id = :id order by stances.id
