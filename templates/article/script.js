// What is special to article; the rest is in templates/shared.
