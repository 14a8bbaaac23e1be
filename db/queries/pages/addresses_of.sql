-- Every address that leads to the page at one of them, that one included.
select :url as url
union select target from aliases where url = :url
union select url from aliases where target = coalesce((select target from aliases where url = :url), :url)
