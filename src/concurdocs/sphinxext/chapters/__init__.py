"""Pages by hand: runs shown in place, numbers measured in them, claims about them."""
