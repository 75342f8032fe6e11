extension HelpTopics {
  static let dataPage = HelpPage(
    title: "Data sets",
    parts: [
      .paragraph(
        """
        A notebook lists data sets in the order in which it would like to have them; the first that can be had is used. \
        Which one it was, and why not one before it, is said on the terminal, at the head of the report and in results.json.
        """),
      .terms([
        (
          "mnist",
          """
          Four files, plain or gzipped, under their usual names (train-images-idx3-ubyte and so on). They are looked for in \
          the directory of --data, then in that of OFFPRINT_DATA, then in the cache; in each also in mnist/ below it. Where \
          they are not found they are downloaded into the cache, unless --offline is given.
          """
        ),
        (
          "strokes",
          """
          Digits drawn by the program itself: 60,000 to train on and 10,000 to test on, the same pixels on every machine.
          """
        ),
      ]),
      .paragraph(
        """
        The bytes of mnist are always checked against their SHA-256. A file that is damaged or not what it claims to be is \
        named and left alone, and no other data set is used in its place.
        """),
      .paragraph("‘offprint data --help’ explains the commands:"),
      .sample(["offprint data", "offprint data fetch mnist", "offprint run --data ~/data experiments/cosine-losses.md"]
      ),
    ])

  static let storePage = HelpPage(
    title: "The store",
    parts: [
      .paragraph(
        """
        Every run is kept in .offprint/runs/ under the working directory, or below the directory of --store, in a directory \
        that is named after what decides its numbers: the settings with every default filled in, the data, and the version \
        of the arithmetic. A notebook that asks for a run that is there gets it without training, whichever notebook it was \
        trained for.
        """),
      .terms([
        ("run.json", "settings, every epoch's numbers, the digests of the other files, machine and timings"),
        ("weights.safetensors", "the trained parameters, as PyTorch names and shapes them"),
        ("embeddings.safetensors", "the features and predictions of the test images"),
      ]),
      .paragraph(
        """
        A run is written under a temporary name and renamed when it is whole, so interrupting a training never leaves half \
        a run. Every file has a digest that is looked at whenever it is read: ‘offprint run’ moves a run that is damaged to \
        damaged/ in the store, names it, and trains it again, to the same bits.
        """),
      .terms([
        ("offprint why CELL", "which runs are reused, which are not, and the key that changed"),
        ("offprint runs", "which runs there are: by cell, loss, seed, result or any key; as a table, CSV or JSON"),
        ("offprint runs show", "one run: settings, digests, every epoch, its curves"),
        ("offprint runs export", "runs as one tar archive, for another machine or a CI cache; import takes them in"),
        ("offprint runs gc", "what no notebook and no report asks for; with --force it is removed"),
      ]),
      .paragraph("Documentation/Store.md has the form of every file and of the archive."),
    ])

  static let interruptionsPage = HelpPage(
    title: "Interruptions",
    parts: [
      .paragraph(
        """
        Whatever ends ‘offprint run’, the same command goes on from there and ends in the same numbers, to the last bit, as if \
        nothing had happened.
        """),
      .terms([
        (
          "Ctrl-C, kill",
          "every run that is being trained writes a checkpoint, then the program stops; twice stops at once"
        ),
        (
          "a crash, kill -9",
          "at most ten seconds of each run are lost, or what --checkpoint-every says; finished runs are kept"
        ),
        ("a full disk", "training stops with the reason; what is stored stays as it is"),
        (
          "a second ‘offprint run’",
          """
          on the same store, at the same time: the two share the runs, each trained by one of them. One that waits for the \
          other says so, and takes over if the other ends
          """
        ),
      ]),
      .paragraph(
        """
        Checkpoints are in unfinished/ below the store's directory, and go when their run is stored. One that is damaged is \
        named and set aside, and its run begins afresh. ‘offprint runs gc’ finds those that no notebook asks for.
        """),
    ])

  static let reportPage = HelpPage(
    title: "The files of a report",
    parts: [
      .paragraph(
        "They stand in reports/ under the notebook's name (with --profile quick as …-quick), or in the directory of --output:"
      ),
      .terms([
        ("index.html", "the report as one file; it opens without a network"),
        ("report.pdf", "the report on A4 paper"),
        ("results.json", "every run with its settings and results, claims, tables, references, for other programs"),
        ("summary.md", "title, data and tables in Markdown, for a pull request or a CI run"),
        ("junit.xml", "with --ci: a test for each claim and run"),
        ("figures/", "each figure as SVG, PDF, PNG and its data as JSON and CSV (.csv.gz where there are many marks)"),
        (
          "evidence.json.gz",
          "all that the report is made from: notebook, its files, runs, and what figures show of test features"
        ),
      ]),
      .paragraph(
        """
        ‘offprint render --from reports/cosine-losses’ writes the same files once more from evidence.json.gz alone, without the \
        store, data sets or training, on any machine. Its SHA-256 stands in index.html and in results.json; evidence that is \
        missing, damaged or another report's is refused. Scripts/recompute.py works every number of the report out again \
        from results.json.
        """),
      .paragraph(
        """
        ‘offprint render --from reports/cosine-losses experiments/cosine-losses.md’ renders the notebook as it is now from the \
        folder's runs: a text, a caption, a table or a template can change where nobody has the store.
        """),
      .paragraph(
        """
        The same runs give the same bytes, on any machine and at any time: a report holds no dates, timings or names of \
        machines.
        """),
    ])

  static let environmentPage = HelpPage(
    title: "Environment variables",
    parts: [
      .terms([
        ("OFFPRINT_DATA", "a directory of data sets, looked into after that of --data"),
        ("XDG_CACHE_HOME", "where downloads are kept, in offprint/ below it; ~/.cache if it is not set"),
        (
          "SOURCE_DATE_EPOCH",
          "seconds since 1970, which PDFs, and runs exported for MLflow, then give as the time they were made; 0 if it is not set, never the clock"
        ),
        (
          "OFFPRINT_KERNELS",
          "v3 or v4: train with the kernels for this level of x86-64, not the fastest; the results are the same"
        ),
        ("GITHUB_ACTIONS, GITHUB_STEP_SUMMARY", "read with --ci: ‘offprint help ci’"),
        ("NO_COLOR", "if it is set and not empty, nothing is coloured"),
        ("TERM", "‘dumb’ switches colours and redrawing off"),
        ("COLUMNS", "the width of the terminal, where it does not say so itself"),
        ("LC_ALL, LC_CTYPE, LANG", "whether the terminal shows UTF-8; nothing else depends on them, no report does"),
      ])
    ])

  static let exitStatusPage = HelpPage(
    title: "Exit statuses",
    parts: [
      .terms([
        ("0", "everything went well"),
        (
          "1",
          "something failed: a run diverged, runs or data are missing, a figure could not be drawn, a file could not be written; with --strict, a warning"
        ),
        ("2", "the notebook or the command line is wrong; nothing was done"),
        (
          "3",
          "‘diff’ found no loss, but has too few seeds to tell, or the data differ: ‘offprint help gates’; ‘verify’ could conclude nothing about any run"
        ),
        ("130", "interrupted by Ctrl-C; what was finished is kept, and the rest has checkpoints"),
        ("143", "ended by the system or by ‘kill’; what was finished is kept, and the rest has checkpoints"),
      ]),
      .paragraph(
        """
        A report is written even if some of its runs failed: it shows them, and the status is 1.
        """),
    ])
}
