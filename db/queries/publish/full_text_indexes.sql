-- The full-text indexes of this file.
select name from sqlite_master where type = 'table' and sql like 'create virtual table%using fts5%'
