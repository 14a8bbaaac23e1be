-- Take an address off what is to be fetched.
delete from frontier where url = :url
