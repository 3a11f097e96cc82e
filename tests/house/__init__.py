"""What the house asks of itself: each question answers the list of places that break the rule."""
