import Notebook

/// Pages to read that belong to no command.
struct HelpTopic: Sendable {
  let name: String
  let summary: String
  /// For the words after the topic's name, wrapped to a width.
  let text: @Sendable ([String], Int) throws -> String
}

/// The topics of `offprint help`.
enum HelpTopics {
  static let all: [HelpTopic] =
    [HelpTopic(name: "cells", summary: "What a notebook's cells may hold, and one by one.", text: NotebookHelp.cells)]
    + NotebookHelp.families.filter { $0.name != "data" }.map { family in
      HelpTopic(name: family.name, summary: family.summary) { words, _ in try NotebookHelp.page([family.name] + words) }
    } + [
      HelpTopic(
        name: "reference", summary: "All of it as one page of Markdown: cells, components, diagnostics.",
        text: NotebookHelp.reference),
      HelpTopic(name: "schema", summary: "A JSON Schema of the cells, for editors.", text: NotebookHelp.schema),
      HelpTopic(name: "diagnostics", summary: "What can be wrong with a notebook.", text: NotebookHelp.diagnostics),
      HelpTopic(name: "data", summary: "The data sets, and where they come from.") { words, width in
        let page = try NotebookHelp.page(["data"] + words)
        return words.isEmpty ? dataPage.text(width: width) + "\n" + page : page
      },
      page("writing", "Formulas, labels, citations, footnotes and images in the text.", writingPage),
      HelpTopic(
        name: "math", summary: "What formulas may say: the part of TeX that is known.",
        text: { words, width in try MathematicsHelp.text(words, width: width) }),
      page("store", "How runs are kept and named.", storePage),
      page("interruptions", "What is kept when a training stops, and going on from it.", interruptionsPage),
      page("report", "The files of a report.", reportPage),
      page("gates", "What may not get worse between two reports, for ‘offprint diff’.", gatesPage),
      page("ci", "Reports in CI jobs: annotations, summaries, test results.", jobsPage),
      page("templates", "How a report looks, and templates of your own.", templatesPage),
      page("environment", "The environment variables that are read.", environmentPage),
      page("exit-status", "What the shell is told.", exitStatusPage),
    ] + [HelpTopic(name: "topics", summary: "This list.", text: { _, width in list(width: width) })]

  private static func page(_ name: String, _ summary: String, _ page: HelpPage) -> HelpTopic {
    HelpTopic(name: name, summary: summary) { words, width in
      guard words.isEmpty else { throw CommandFailure("the topic ‘\(name)’ has no parts", status: .usage) }
      return page.text(width: width)
    }
  }

  private static func list(width: Int) -> String {
    HelpPage(
      title: "Topics of ‘offprint help’",
      parts: [.terms(all.map { ($0.name, $0.summary) })]
    ).text(width: width)
  }
}
