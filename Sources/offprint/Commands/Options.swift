import CommandLineParser
import Report
import Training

/// Options that several commands share, so that they are spelled and explained alike.
enum Options {
  static let notebook = Parameter.positional(
    "notebook", .file("notebook", extensions: ["md", "markdown"]), "The notebook, a Markdown file.")
  static let data = Parameter.option(
    "data", .directory(), "Where data sets are, looked into before OFFPRINT_DATA and the cache.")
  static let offline = Parameter.flag("offline", "Download nothing; use the data that is here.")
  static let store = Parameter.option("store", .directory(), default: ".offprint", "Where runs are kept.")
  static let output = Parameter.option(
    "output", short: "o", .directory(), "Where the report is written.",
    otherwise: "reports/ and the notebook's name, and the profile's after it")
  static let seeds = Parameter.option(
    "seeds", .integer("n", 1...1000), "Use the seeds 1 to n for every cell.", otherwise: "as the notebook says")
  static let profile = Parameter.option(
    "profile", .text("name"), "Use only the seeds that this profile of the notebook takes.",
    otherwise: "all that the notebook asks for")
  static let jobs = Parameter.option(
    "jobs", short: "j", .integer("n", 1...1024), "How many runs are trained side by side.",
    otherwise: "one for each core")
  static let checkpointEvery = Parameter.option(
    "checkpoint-every", .decimal("seconds", 0.1...86_400), default: Checkpointing.defaultInterval,
    "How much training may be lost to a crash.")
  static let formats = Parameter.options(
    "format", short: "f", .choice("format", ["html", "pdf"]),
    "What the report is written as instead of what the notebook says; may be given again.")
  static let template = Parameter.option(
    "template", short: "t", .text("name|folder"),
    "How the report looks: \(ReportTemplate.builtInNames.joined(separator: ", ")), or a folder of your own.",
    otherwise: "as the notebook says")
  static let paper = Parameter.option(
    "paper", .choice("paper", ["a4", "letter"]), "The paper of the PDF.", otherwise: "as the notebook says")
  static let job = Parameter.flag(
    "ci", "For a CI job: plain lines, junit.xml in the report’s folder, and on GitHub annotations and a summary.")
  static let requireClaims = Parameter.flag("require-claims", "Fail if a claim is not reproduced.")
  static let strict = Parameter.flag("strict", "Let warnings fail: everything is done, and the exit status is 1.")
  static let quiet = Parameter.flag("quiet", short: "q", "Say nothing but problems.")
}
