// What is special to article; the rest is shared/page.js.
