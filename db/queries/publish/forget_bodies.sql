-- Bodies that no article names any more and the register does not know.
delete from bodies where in_register = 0 and articles = 0
