import Experiment
import Interop
import OffprintCore
import Plotting
import Report

/// A report such as a notebook makes: every kind of block, formulas in Unicode, figures, tables, failed and missing runs.
enum SamplePaper {
  static func text(_ words: String) -> ReportInline { .text(words) }
  static func em(_ words: String) -> ReportInline { .emphasis([.text(words)]) }
  static func bold(_ words: String) -> ReportInline { .strong([.text(words)]) }

  static func value(_ words: String, _ cell: String = "arcface") -> ReportInline {
    .value(
      ComputedValue(
        text: words, provenance: ValueProvenance(cell: cell, path: "accuracy", runs: ["\(cell)/seed-1"], seeds: [1])))
  }

  static func reference(_ words: String, _ anchor: String, _ kind: CrossReference.Kind = .figure) -> ReportInline {
    .reference(CrossReference(kind: kind, text: words, anchor: anchor))
  }

  static func heading(_ level: Int, _ number: String, _ title: String, _ anchor: String) -> ReportBlock {
    .heading(ReportHeading(level: level, number: number, title: [.text(title)], anchor: anchor))
  }

  /// - Parameter isFallback: whether the data is not what the notebook asks for.
  static func document(isFallback: Bool = false, hasTrouble: Bool = true) -> ReportDocument {
    let data = DataIdentity(
      name: isFallback ? "strokes" : "mnist", digest: ContentHash(ofText: "data"), trainCount: 60_000, testCount: 10_000
    )
    let skipped = DataStatement.Skipped(
      name: "mnist", reason: "no folder was given, and the mirrors could not be reached")
    let runs = SampleRuns.all(data: data, hasTrouble: hasTrouble)
    return ReportDocument(
      language: "en",
      metadata: ReportMetadata(
        title: "Cosine-derived losses on MNIST",
        subtitle: "Softmax, NormFace, SphereFace, ArcFace, CosFace and their combination, trained alike",
        authors: [
          ReportAuthor(name: "Ada Example", affiliation: "Institute of Directional Statistics"),
          ReportAuthor(name: "Bernhard Muster", affiliation: "University of Somewhere"),
        ], date: "June 2021", abstract: [[.text(SampleProse.abstract)]],
        keywords: ["metric learning", "angular margin", "reproducibility"]),
      data: DataStatement(used: data, skipped: isFallback ? [skipped] : []),
      notices: hasTrouble
        ? [
          ReportNotice(
            weight: .warning, title: "1 of 18 runs failed",
            text: [.text("No number below includes it: means are over the runs that finished.")],
            items: [[bold("SphereFace"), .text(", seed 2: stopped in epoch 3 at step 117. The loss is not finite.")]])
        ] : [],
      body: body, reproducibility: box(data, runs, hasTrouble: hasTrouble), runs: runs)
  }

  private static func box(_ data: DataIdentity, _ runs: [ReportedRun], hasTrouble: Bool) -> ReproducibilityBox {
    ReproducibilityBox(
      notebook: "cosine-losses.md", notebookDigest: ContentHash(ofText: "notebook"), data: data, seeds: [1, 2, 3],
      offprintVersion: "0.1.0", engineVersion: 1, command: "offprint run experiments/cosine-losses.md",
      runCount: runs.count, failedCount: hasTrouble ? 1 : 0, missingCount: hasTrouble ? 1 : 0)
  }

  private static var body: [ReportBlock] {
    [heading(1, "1", "Introduction", "sec-introduction")]
      + SampleProse.introduction.map { .paragraph([.text($0)]) }
      + [
        .paragraph([
          text("The study, "), em("The Investigation on Cosine Derived Loss Functions for Classification on MNIST"),
          text(" (2021), shows the features on a sphere ("), reference("Figure\u{A0}1", "fig-sphere"),
          text(") and compares accuracies ("), reference("Table\u{A0}2", "tbl-accuracy", .table),
          text("); see also "), .link(destination: "https://example.org/paper", [.text("the preprint")]),
          text(". We trained on "), value("60,000"), text(" images and tested on "), value("10,000"), text("."),
        ]),
        heading(1, "2", "The losses", "sec-losses"),
      ] + SampleProse.losses + SampleProse.method + SampleProse.sphere
  }
}
