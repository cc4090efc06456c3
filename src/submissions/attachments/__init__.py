"""A request's files on their way out: every passage goes through the search as the text does, a
person looks at each picture, and each file is made anew of what may leave."""
