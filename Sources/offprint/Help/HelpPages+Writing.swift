/// What the text of a notebook may hold besides Markdown.
extension HelpTopics {
  static let writingPage = HelpPage(
    title: "Writing the text",
    parts: [
      .paragraph(
        """
        The text is GitHub Flavored Markdown: lists, tasks, tables, quotations, code. What papers have besides is written so:
        """),
      .terms([
        ("$\\cos\\theta$", "a formula in the line; \\$ is a dollar, and so is one before a space"),
        (
          "$$ … $$ {#eq-name}",
          "a formula on lines of its own, without a blank one in it; with a label it has a number"
        ),
        ("# Title {#sec-name}", "a section with a label"),
        (
          ": Caption {#tbl-name}",
          "the caption of a table in the text, as a paragraph after it; with it the table has a number"
        ),
        (
          "![Caption](a.png \"alt\")",
          "a PNG file as a figure, as a paragraph of its own; {#fig-name width=0.6} may follow it"
        ),
        (
          "`{arcface.accuracy}`",
          "a result, here the mean over the seeds of a ‘train’ cell; .sd .interval .min .max .seeds"
        ),
        ("`{arcface.below.98}`", "how many runs ended below 98 % (.above.98); .runs is how many there are"),
        (
          "`{margins.best.accuracy}`",
          "of a sweep’s best (worst) configuration, or of one: `{margins[loss.margin=0.5].accuracy}`"
        ),
        (
          "`{arcface.loss.margin}`",
          "a setting by its path; `{data.title}`, `{claims.count}` and `{name-of-a-claim.verdict}` too"
        ),
        ("@sec-… @eq-… @fig-… @tbl-…", "a reference to one of these; it may stand before what it refers to"),
        ("[^name]", "a footnote; its text is a paragraph that begins with [^name]: and may go on, indented"),
        ("[@key]", "a citation: [1], or (Deng et al., 2019)"),
        ("[see @key, p. 3; @other]", "several, with words of your own"),
        ("@key, @key [p. 3]", "with the names as a part of the sentence: Deng et al. (2019, p. 3)"),
        ("[-@key]", "without the names, where the sentence has them"),
      ]),
      .paragraph(
        """
        Works come from the BibTeX files that ‘bibliography:’ of the front matter names; ‘citation-style:’ is numeric, in the \
        order of the first citations, or author-year. Only what is cited is listed.
        """),
      .paragraph(
        """
        A number in the text that is, or nearly is, a result and no reference to it is warned of, since it stays when the \
        results change. A source’s number stands in “quotation marks”, and 99\\.11 is meant as typed; Markdown shows 99.11.
        """),
      .paragraph(
        """
        A figure without ‘alt:’, and an image without words for those who do not see it, are warned of. Formulas outside the \
        subset of TeX, labels and keys that are not there, and footnotes without a text are errors.
        """),
      .paragraph(
        """
        ‘profiles: {quick: {seeds: 1}}’ in the front matter is for trying out: ‘offprint run --profile quick’ gives each cell \
        the first of its own seeds, at most so many, and writes the report beside the whole one, to reports/…-quick/. It says \
        so at its top.
        """),
    ])
}
