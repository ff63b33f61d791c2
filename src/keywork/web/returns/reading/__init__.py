"""Reading a return from files that nobody can be sure of."""
