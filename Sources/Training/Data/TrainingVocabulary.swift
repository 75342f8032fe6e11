package import OffprintCore

/// What a notebook may say of data.
package enum TrainingVocabulary {
  /// The data sets, in the order in which help shows them.
  package static let dataSets: [ComponentDeclaration] = [
    ComponentDeclaration(
      "mnist",
      "Handwritten digits, 60,000 to train on and 10,000 to test on, from --data, OFFPRINT_DATA, the user's cache or the "
        + "public mirrors.",
      title: "MNIST", source: "LeCun, Cortes, Burges 1998"),
    ComponentDeclaration(
      "strokes",
      "Built-in digits drawn from strokes in several hands each: the same pixels everywhere for a seed, no download.",
      keys: [
        KeyDeclaration(
          "seed", .integer(0...Int(Int32.max)), .defaulted(1), "Which hands, slants and wobbles are drawn.",
          example: "1"),
        KeyDeclaration(
          "train", .integer(10...1_000_000), .defaulted(60_000), "Images to train on.", example: "6000"),
        KeyDeclaration(
          "test", .integer(10...1_000_000), .defaulted(10_000), "Images to test on.", example: "1000"),
      ]),
  ]

  /// What running text calls the data sets whose name is not that, by name.
  package static var dataTitles: [String: String] {
    Dictionary(uniqueKeysWithValues: dataSets.compactMap { set in set.title.map { (set.name, $0) } })
  }
}
