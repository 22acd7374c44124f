"""Fuzzing, led by what the code has not done yet: `make fuzz` feeds the readers of pages with whatever breaks them."""
