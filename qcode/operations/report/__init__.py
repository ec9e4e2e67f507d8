"""All that a study derives: what is made, from what, and when it is made anew."""
