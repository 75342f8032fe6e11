extension HelpTopics {
  static let templatesPage = HelpPage(
    title: "Templates",
    parts: [
      .paragraph(
        """
        A template decides how a report looks. It is chosen by ‘template:’ in the front matter of a notebook, or by --template, \
        which comes first:
        """),
      .terms([
        ("article", "one column of text with the contents beside it; used where nothing is said"),
        ("two-column", "a paper’s look: two columns where there is room for them"),
        ("brief", "one page for a CI job: data, notices, tables, small figures and provenance"),
        ("a folder", "one of your own, such as --template looks/; in a notebook, relative to it"),
      ]),
      .paragraph("A folder holds only the files that differ from the template that it extends:"),
      .terms([
        ("template.yaml", "‘extends: brief’, or another folder; the article if there is no such file"),
        ("extra.css", "rules that come after all others; most changes need no other file"),
        ("style.css, script.js", "in place of those of the extended template"),
        ("page.html", "the page, with holes such as {{title}}, and {{> part}} for the file part.html"),
        ("page.yaml", "the page of the PDF; keys that are not given are those of the extended template"),
      ]),
      .sample(["offprint render --template brief a.md", "offprint render --template looks/ a.md"]),
      .paragraph(
        """
        A mistake in a file is shown with its place, before anything is trained. The page’s policy lets no request leave it: \
        fonts and images of your own are written into the style sheet as data: addresses. Documentation/Templates.md has more.
        """),
    ])
}
