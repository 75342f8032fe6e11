extension HelpTopics {
  static let jobsPage = HelpPage(
    title: "In a CI job",
    parts: [
      .paragraph(
        """
        With --ci, ‘offprint run’, ‘render’ and ‘check’ say everything in plain lines, redraw and color nothing, and the report's \
        folder also gets junit.xml: a test for each claim and for each run.
        """),
      .terms([
        ("a run", "passes if it finished; fails if it failed or is not stored"),
        (
          "a claim",
          """
          passes if it is reproduced; is skipped, with the verdict, if it is not, for that is a result. With --require-claims one \
          that is not reproduced fails, and the exit status is 1
          """
        ),
        (
          "GITHUB_ACTIONS",
          "if it is true, mistakes of the notebook, failed and missing runs and claims are annotations on the notebook's lines"
        ),
        ("GITHUB_STEP_SUMMARY", "if it is set, summary.md is added to the file that it names, the job's page"),
      ]),
      .paragraph(
        """
        The exit statuses are those of ‘offprint help exit-status’. Whether anything got worse is what ‘offprint diff’ says, with \
        a test for each gate. Between jobs keep .offprint, or an archive of it: ‘offprint runs export’. Runs are named by what \
        decides them, so an old store is never a wrong one.
        """),
      .paragraph(
        "Documentation/CI.md has a workflow for GitHub, an action, an example for GitLab, and an image for containers."),
    ])
}
