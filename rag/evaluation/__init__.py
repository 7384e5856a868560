"""A library measured against questions whose answers are known."""
