// What is special to brief; the rest is shared/page.js.
