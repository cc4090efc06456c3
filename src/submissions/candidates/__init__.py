"""Who could have written this? How many members fit what a text says, and what follows."""
