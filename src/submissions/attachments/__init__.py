"""The files of a request or an answer on their way out: every passage goes through the search as
the text does, a person looks at each picture, and each file is made anew of what may leave."""
