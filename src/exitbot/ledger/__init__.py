"""The only thing this program writes: reports of wrong statements and, if switched on, coarse daily counts."""
