-- The words of the quotations in an article.
select content from quotations where article_id = :article_id order by start
