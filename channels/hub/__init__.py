"""Between the hub and its outposts: the hub's addresses, and how an outpost reaches them."""
