"""The lists: of stories, topics, tags, authors, collections and redirects."""
