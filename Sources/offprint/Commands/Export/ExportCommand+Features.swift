import CommandLineParser
import Exchange
import Experiment
import OffprintCore
import RunStore

/// `export projector`.
extension ExportCommand {
  private static let folder = output(.directory(), "The folder that TensorBoard is given.", otherwise: "projector")
  private static let images = Parameter.option(
    "images", .integer("n", 1...1_000_000), "Take the first n test images only.", otherwise: "all of them")

  static let projector = CommandEntry(
    Command(
      "projector", "Write test features for TensorBoard's Embedding Projector.",
      discussion: """
        For each run its features with class, prediction and whether that is right, and small pictures of the images, where \
        the store has them. ‘tensorboard --logdir’ and the folder, then Projector in its menu, shows them.
        """,
      parameters: [folder, images, force, Options.store] + RunFilter.parameters + [someRuns],
      examples: [
        .init("offprint export projector 3f9c 41be -o logs", "Two runs; then ‘tensorboard --logdir logs’."),
        .init("offprint export projector --notebook a.md --cell arcface --seed 1", "A run of a notebook's cell."),
      ])
  ) { arguments, world in
    let store = try StoreAccess.existing(arguments)
    let choice = try RunChoice(arguments[someRuns], arguments, store, world)
    var runs: [ProjectorExport.Run] = []
    var pictures: [ContentHash: TestPictures] = [:]
    for record in choice.records {
      try RunChoice.requireFinished(record, lacking: "features")
      let embeddings = try store.embeddings(for: record.id)
      runs.append(
        ProjectorExport.Run(
          title: choice.title(of: record), id: record.id, data: record.data, embeddings: embeddings))
      if let found = try store.testPictures(of: record.data.digest) { pictures[record.data.digest] = found }
    }
    for name in Set(runs.filter { pictures[$0.data.digest] == nil }.map(\.data.name)).sorted() {
      world.console.warning(
        "the store has no pictures of the test images of \(name): its points are shown without; "
          + "‘offprint run’ keeps them")
    }
    let files: [ExchangedFile]
    do throws(ProjectorExport.Problem) {
      files = try ProjectorExport(runs, pictures: pictures, limit: arguments[images] ?? .max).files()
    } catch {
      throw CommandFailure(error.reason, help: "‘--images’ takes fewer")
    }
    let target = arguments[folder] ?? "projector"
    try ExportPublication(files: files, folder: target).publish(force: arguments[force])
    world.console.print(
      "\(target): \(Quantities.count(runs.count, "run")); "
        + "‘tensorboard --logdir \(Paths.shellWord(target))’ shows them")
    return .success
  }
}
