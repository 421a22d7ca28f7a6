"""The ward's diary: what is to be done on a day, in a week or in fifteen days."""
