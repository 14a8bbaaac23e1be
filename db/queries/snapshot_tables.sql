-- The tables of a database that are neither views nor parts of a full-text index.
select name from sqlite_master
where type = 'table' and name not like '%\_fts' escape '\' and name not like '%\_fts\_%' escape '\'
    and name not like 'sqlite\_%' escape '\'
order by name
