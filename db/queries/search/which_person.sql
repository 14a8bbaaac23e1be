-- The people of that id or name.
select id, name from people where id = :value or name = :value collate nocase order by articles desc limit 10
