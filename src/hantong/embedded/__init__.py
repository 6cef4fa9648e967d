"""The PostgreSQL that comes along: started, kept and ended where no other database is named. No Django."""
