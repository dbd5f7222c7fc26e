"""The invented people, schools, classes and devices of the sample district, as arrays of codes."""
