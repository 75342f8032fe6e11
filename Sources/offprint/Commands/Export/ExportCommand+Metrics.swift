import CommandLineParser
import Exchange
import Experiment
import OffprintCore
import RunStore

/// `export dvc` and `export mlflow`.
extension ExportCommand {
  private static let source = Parameter.positional(
    "source", .file("notebook|report", extensions: ["md", "markdown"]),
    "A notebook, whose runs are in the store, or the folder of a report.")
  private static let sources = Parameter.positionals(
    "source", .file("notebook|report|id", extensions: ["md", "markdown"]), required: true,
    "Notebooks, folders of reports, and runs by the first digits of their IDs.")
  private static let tracked = output(.directory(), "Where dvc.yaml is written.", otherwise: "dvc")
  private static let tracking = output(.directory(), "The folder of MLflow's file store.", otherwise: "mlruns")

  private static let inputs: [any AnyParameter] = [
    force, allowMissing, Options.data, Options.offline, Options.store, Options.seeds, Options.profile,
  ]

  static let dvc = CommandEntry(
    Command(
      "dvc", "Write metrics, parameters and plots as DVC reads them.",
      discussion: """
        dvc.yaml names the others: metrics.json has each configuration's means and deviations over seeds, claims.json the \
        verdicts, params.yaml the settings, plots/ the means by epoch; runs.csv and epochs.csv have every run by itself.
        """,
      parameters: [tracked] + inputs + [source],
      examples: [
        .init("offprint export dvc reports/quickstart -o metrics", "Then ‘dvc metrics show metrics/metrics.json’."),
        .init("offprint export dvc experiments/quickstart.md", "The same from the store."),
      ])
  ) { arguments, world in
    let found = try ExportSource(arguments: arguments, world: world).experiment(arguments[source])
    let target = arguments[tracked] ?? "dvc"
    try ExportPublication(files: try DVCExport.files(found.experiment), folder: target)
      .publish(force: arguments[force])
    let count = Quantities.count(found.experiment.configurations.count, "configuration")
    world.console.print("\(Paths.joined(target, "dvc.yaml")): \(count)")
    return .success
  }

  static let mlflow = CommandEntry(
    Command(
      "mlflow", "Write runs as MLflow's file store has them.",
      discussion: """
        A notebook or a report becomes an experiment, with settings as parameters, every epoch and what is measured at the end \
        as metrics. All times are SOURCE_DATE_EPOCH, else the report's, else the start of 1970. MLflow 3 opens such a folder \
        only where MLFLOW_ALLOW_FILE_STORE is true, and ‘mlflow migrate-filestore’ takes it into a database.
        """,
      parameters: [tracking] + inputs + [sources],
      examples: [
        .init(
          "offprint export mlflow reports/quickstart",
          "Then ‘MLFLOW_ALLOW_FILE_STORE=true mlflow ui --backend-store-uri mlruns’."),
        .init("offprint export mlflow 3f9c 41be -o runs", "Two runs of the store."),
      ])
  ) { arguments, world in
    let origin = ExportSource(arguments: arguments, world: world)
    var found: [ExportSource.Found] = []
    for path in arguments[sources] where ExportSource.isPath(path) { found.append(try origin.experiment(path)) }
    let words = arguments[sources].filter { !ExportSource.isPath($0) }
    if !words.isEmpty {
      let store = try StoreAccess.existing(arguments)
      var records: [RunRecord] = []
      for id in try StoredRuns(store).identifiers(words) { records.append(try store.record(for: id)) }
      found.append(
        ExportSource.Found(
          experiment: ExchangedExperiment(stored: records), seconds: try origin.seconds(otherwise: nil)))
    }
    let target = arguments[tracking] ?? "mlruns"
    // A folder of its own for each, but two notebooks of one name would share one.
    var names: Set<String> = []
    if let twice = found.first(where: { !names.insert($0.experiment.name).inserted }) {
      throw CommandFailure(
        "two of them are called ‘\(twice.experiment.name)’, and would be one experiment",
        help: "export them into two folders, by --output", status: .usage)
    }
    let files = found.flatMap { entry in
      MLflowExport(entry.experiment, root: Paths.name(of: target), seconds: entry.seconds).files()
    }
    try ExportPublication(files: files, folder: target).publish(force: arguments[force])
    for entry in found {
      let runs = Set(entry.experiment.configurations.flatMap(\.runs).map(\.record.id)).count
      world.console.print("\(target): experiment ‘\(entry.experiment.name)’, \(Quantities.count(runs, "run"))")
    }
    return .success
  }
}
