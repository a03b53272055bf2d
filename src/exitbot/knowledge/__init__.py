"""What is known: the content model, the strict loader and the age of facts."""
