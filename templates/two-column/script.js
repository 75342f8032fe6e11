// What is special to two-column; the rest is shared/page.js.
