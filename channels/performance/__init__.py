"""What the doors do for people, for everybody to see: a page of figures, and how they are reckoned."""
