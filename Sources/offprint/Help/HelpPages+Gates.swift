extension HelpTopics {
  static let gatesPage = HelpPage(
    title: "Comparing reports, and gates",
    parts: [
      .paragraph(
        """
        ‘offprint diff BEFORE AFTER’ says what changed between two reports, and whether anything got worse. Each of the two is:
        """),
      .terms([
        ("a folder", "of a report: everything is compared"),
        ("an index.html", "accuracies as printed, settings, tables, text"),
        ("a results.json", "runs, all metrics, claims, tables"),
        ("an ID", "of a run in the store, or its first digits"),
        ("main:reports/name", "one of the first three in a git revision"),
        ("a run store", "the runs that the other side names, as they are stored now"),
      ]),
      .paragraph(
        """
        Metrics are compared over the seeds that both have, by paired t tests, corrected by Holm's method. With each goes the \
        smallest difference that so many seeds find with a probability of 80 %.
        """),
      .paragraph(
        "Gates decide the exit status. A notebook declares its own in the front matter; --gate replaces them:"),
      .sample([
        "gate:",
        "  - {metric: accuracy, runs: [softmax, arcface], margin: 0.1, detect: 0.5}",
        "  - verdicts", "  - failed-runs",
      ]),
      .terms([
        (
          "margin",
          "the largest loss that is let pass. A gate fails if the whole interval of the difference lies beyond it"
        ),
        ("detect", "the loss that the seeds must be able to find; else they are too few to tell"),
        ("verdicts", "fails if a claim that was REPRODUCED is so no more"),
        ("failed-runs", "fails if a run that finished fails now"),
      ]),
      .paragraph("Without any, accuracy of every cell and failed-runs are gates. The exit status is:"),
      .terms([
        ("0", "no gate failed, and the seeds were enough"), ("1", "a gate failed"),
        ("2", "a side or an option is wrong"), ("3", "too few seeds to tell, or the two are on different data"),
      ]),
      .sample([
        "offprint diff main:reports/cosine-losses reports/cosine-losses",
        "offprint diff --gate accuracy:arcface=0.1 --gate failed-runs old new",
        "offprint diff --write diff.html --write diff.md --write junit.xml old new",
      ]),
      .paragraph(
        "Documentation/Diff.md has more: the form of the JSON, how figures are compared, what tests hold it to."),
    ])
}
