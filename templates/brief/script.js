// What is special to brief; the rest is in templates/shared.
