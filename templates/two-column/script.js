// What is special to two-column; the rest is in templates/shared.
