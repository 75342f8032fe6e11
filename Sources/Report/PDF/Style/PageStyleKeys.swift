package import OffprintCore

/// What `page.yaml` may say.
package enum PageStyleKeys {
  /// A number of points, or a number with its unit.
  private static let length = ValueKind.either(
    [.number(NumberRange(0...2000)), .text], summary: "a length: points, or a number with pt, mm, cm or in")

  private static let size = ValueKind.group([
    KeyDeclaration("size", .number(NumberRange(4...72)), .optional, "The size of the type, in points.", example: "10"),
    KeyDeclaration(
      "leading", .number(NumberRange(4...120)), .optional, "From baseline to baseline, in points.", example: "12"),
  ])

  private static let heading = ValueKind.group([
    KeyDeclaration("size", .number(NumberRange(4...72)), .optional, "The size of the type, in points.", example: "12"),
    KeyDeclaration(
      "leading", .number(NumberRange(4...120)), .optional, "From baseline to baseline, in points.", example: "15"),
    KeyDeclaration("bold", .boolean, .optional, "Whether the type is bold.", example: "true"),
    KeyDeclaration("italic", .boolean, .optional, "Whether the type is italic.", example: "false"),
    KeyDeclaration("before", length, .optional, "The room above.", example: "16"),
    KeyDeclaration("after", length, .optional, "The room below.", example: "6"),
  ])

  private static func key(_ name: String, _ kind: ValueKind, _ summary: String, _ example: String) -> KeyDeclaration {
    KeyDeclaration(name, kind, .optional, summary, example: example)
  }

  /// Every key, in the order of the documentation.
  package static let all: [KeyDeclaration] = page + type + blocks + [parts]

  private static let page: [KeyDeclaration] = [
    key("paper", .choice(["a4", "letter"]), "The paper.", "letter"),
    key(
      "margins",
      .group([
        key("top", length, "Above the text; the running head is in it.", "25mm"),
        key("bottom", length, "Below the text; the page number is in it.", "25mm"),
        key("left", length, "Left of the text.", "19mm"), key("right", length, "Right of the text.", "19mm"),
      ]), "The room around the text.", "{top: 25mm, left: 19mm, right: 19mm}"),
    key("columns", .integer(1...2), "The columns of text under the title block, which is as wide as both.", "2"),
    key("column-gap", length, "Between the columns.", "6mm"),
    key(
      "head",
      .group([
        key(
          "left", .choice(PageStyle.RunningHead.Content.allCases.map(\.rawValue)), "What stands at its left.", "title"),
        key(
          "right", .choice(PageStyle.RunningHead.Content.allCases.map(\.rawValue)), "What stands at its right.",
          "section"),
      ]), "The running head of all pages but the first.", "{left: title, right: section}"),
    key(
      "foot", .choice(PageStyle.RunningFoot.allCases.map(\.rawValue)), "What stands under the text.", "page"),
  ]

  private static let type: [KeyDeclaration] = [
    key(
      "fonts",
      .group([
        key("text", .text, "The family of running text and headings.", "TeX Gyre Termes"),
        key("code", .text, "The family of code.", "DejaVu Sans Mono"),
      ]), "The families of type; they must be installed.", "{text: TeX Gyre Termes}"),
    key("text", size, "Running text.", "{size: 10, leading: 12}"),
    key("abstract", size, "The abstract.", "{size: 9, leading: 11}"),
    key("captions", size, "Captions of figures and tables.", "{size: 9, leading: 11}"),
    key("tables", size, "The cells of tables.", "{size: 9, leading: 11.5}"),
    key("small", size, "Notes under tables, the end matter and running heads.", "{size: 8.5, leading: 10.6}"),
    key("footnotes", size, "Footnotes.", "{size: 8, leading: 9.6}"),
    key("references", size, "The list of references.", "{size: 9, leading: 11}"),
    key("code", size, "Code in the text.", "{size: 7.6, leading: 10.4}"),
    key("listings", size, "The notebook’s cells in the end matter.", "{size: 6.6, leading: 9}"),
    key("title", size, "The title.", "{size: 17, leading: 21}"),
    key("subtitle", size, "The subtitle.", "{size: 11, leading: 14}"),
    key(
      "headings",
      .group([
        key("sections", heading, "Headings of sections.", "{size: 12, leading: 15, bold: true}"),
        key("subsections", heading, "Headings of subsections.", "{size: 10.6, leading: 13}"),
        key("others", heading, "All headings below.", "{bold: false, italic: true}"),
        key("dots", .boolean, "Whether a dot follows a section’s number.", "true"),
      ]), "Headings.", "{sections: {size: 12, leading: 15}, dots: true}"),
    key("links", .text, "The color of links, as #rrggbb.", "\"#1f4272\""),
  ]

  private static let blocks: [KeyDeclaration] = [
    key(
      "paragraphs",
      .group([
        key("indent", length, "Of the first line of a paragraph that follows another.", "10"),
        key("space", length, "Between paragraphs.", "0"),
        key("justified", .boolean, "Whether lines are filled; else they end where they end.", "true"),
        key("hyphens", .boolean, "Whether words are divided.", "true"),
        key("hanging", .boolean, "Whether punctuation at the ends of lines hangs out a little.", "true"),
      ]), "Paragraphs.", "{indent: 10, justified: true}"),
    key(
      "spaces",
      .group([
        key("floats", length, "Around figures and tables.", "12"),
        key("displays", length, "Around lists, quotes and code.", "6"),
        key("equations", length, "Around equations on lines of their own.", "8"),
      ]), "The room around things.", "{floats: 12, displays: 6}"),
    key(
      "figures",
      .group([
        key(
          "across-from", .number(NumberRange(1...10)),
          "In columns: from how many times a column’s width on a figure stands across the page.", "1.6"),
        key(
          "narrow", .boolean, "In columns: whether the narrow drawing of a figure is used where there is one.", "true"),
        key("scale", .number(NumberRange(0.2...1)), "How large figures are, as a part of what they would be.", "0.8"),
      ]), "Figures.", "{narrow: true}"),
  ]

  private static let parts = key(
    "parts",
    .group([
      key("text", .boolean, "The notebook’s prose; without it figures, tables and notices remain.", "true"),
      key("abstract", .boolean, "The abstract and the keywords.", "true"),
      key("reproducibility", .boolean, "What it takes to make the report again.", "true"),
      key("runs", .boolean, "The table of all runs.", "false"),
      key("cells", .boolean, "The cells that decide the runs.", "false"),
    ]), "Which parts of the report are set.", "{runs: false, cells: false}")
}
