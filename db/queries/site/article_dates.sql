-- The dates of an article's proposals.
select proposal_dates.* from proposal_dates
join proposals on proposals.id = proposal_dates.proposal_id where proposals.article_id = :id
