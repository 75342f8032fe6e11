import Experiment
import Interop
import OffprintCore
import Plotting
import Report

enum SampleTables {
  static func cell(_ words: String, _ marks: [String] = []) -> ReportTable.Cell {
    ReportTable.Cell([.text(words)], noteMarks: marks)
  }

  static func accuracy(_ number: Int, _ anchor: String, _ caption: String) -> ReportTable {
    let rows: [(String, String, String, String)] = [
      ("Softmax", "99.17 ± 0.05", "3", "99.12 – 99.22"), ("NormFace", "99.12 ± 0.10", "3", "99.02 – 99.21"),
      ("SphereFace", "98.9 ± 1.25", "2", "97.61 – 99.20"), ("ArcFace", "99.31 ± 0.04", "3", "99.27 – 99.34"),
      ("Combined", "–", "0", "–"), ("CosFace", "100 ± 0.03", "3", "99.25 – 99.31"),
    ]
    return ReportTable(
      number: number, anchor: anchor, caption: [.text(caption)],
      columns: [
        .init(title: [.text("Loss")], alignment: .leading), .init(title: [.text("Accuracy")], alignment: .decimal),
        .init(title: [.text("Seeds")], alignment: .trailing), .init(title: [.text("Range")], alignment: .center),
      ],
      rows: rows.map { [cell($0.0, $0.0 == "SphereFace" ? ["a"] : []), cell($0.1), cell($0.2), cell($0.3)] },
      notes: [
        .init(mark: "a", text: [.text("1 of 3 runs failed.")]),
        .init(
          mark: nil,
          text: [.text("Mean over seeds with the standard deviation (n\u{A0}−\u{A0}1), after the last epoch.")]),
      ])
  }

  static let wordy = ReportTable(
    number: nil, anchor: nil, caption: [],
    columns: [
      .init(title: [.text("Loss")], alignment: .leading), .init(title: [.text("What it does")], alignment: .leading),
      .init(title: [.text("Margin (rad)")], alignment: .decimal),
    ],
    rows: [
      [
        cell("SphereFace"),
        cell("multiplies the angle between a feature and the weight of its class, and continues the cosine past π"),
        cell("1.35"),
      ],
      [cell("ArcFace"), cell("adds to the angle"), cell("0.5")],
      [
        cell("CosFace"), cell("lowers the cosine of the angle by a fixed amount, whatever the angle is"),
        cell("10.352"),
      ],
    ])

  static let drawings: [String: DisplayList] = [
    "fig-sphere": drawing(Size(453.5, 250)), "fig-curves": drawing(Size(453.5, 210)),
    "fig-sphere-64": drawing(Size(453.5, 250)),
  ]

  /// A frame with circles, as large as asked.
  static func drawing(_ size: Size) -> DisplayList {
    let frame = Rect(x: 0.5, y: 0.5, width: max(0, size.width - 1), height: max(0, size.height - 1))
    let radius = min(size.width / 2, size.height) * 0.42
    let circles = [0.25, 0.75].map { part in
      Mark.shape(
        Shape(
          .circle(center: Point(size.width * part, size.height / 2), radius: radius), fill: .ink(Ink(.sphereShade)),
          stroke: Stroke(.muted, width: 0.6)))
    }
    return DisplayList(
      size: size, title: "t", summary: "s",
      marks: [.shape(Shape(.rectangle(frame), stroke: Stroke(.grid, width: 0.5)))] + circles)
  }
}

enum SampleRuns {
  static func all(data: DataIdentity, hasTrouble: Bool) -> [ReportedRun] {
    let losses = [
      ("softmax", "Softmax"), ("normface", "NormFace"), ("sphereface", "SphereFace"), ("arcface", "ArcFace"),
    ]
    return losses.flatMap { cell, label in
      (1...3).map { seed in run(cell, label, seed, data: data, hasTrouble: hasTrouble) }
    }
  }

  private static func run(
    _ cell: String, _ label: String, _ seed: Int, data: DataIdentity, hasTrouble: Bool
  ) -> ReportedRun {
    let spec = RunSpec(
      model: .map([:]), loss: .map(["name": .string(cell)]), optimizer: .map([:]), epochs: 20, batchSize: 64,
      evaluationBatchSize: 512, labelSmoothing: 0, gradientClip: nil, augmentation: .map([:]), seed: seed)
    let id = RunID(spec: spec, data: data.digest, engineVersion: 1)
    let isFailed = hasTrouble && cell == "sphereface" && seed == 2
    let isMissing = hasTrouble && cell == "arcface" && seed == 3
    let epoch = EpochRecord(
      epoch: 20, trainLoss: 0.02, trainAccuracy: 0.999, testAccuracy: 0.99 + Double(seed) / 2000, learningRate: 0.001,
      gradientNorm: 0.1)
    let record = RunRecord(
      id: id, spec: spec, data: data, engineVersion: 1,
      status: isFailed ? .failed(RunFailure(epoch: 3, step: 117, reason: "the loss is not finite")) : .finished,
      epochs: [epoch], confusion: [], weightsDigest: isFailed ? nil : ContentHash(ofText: "\(cell)\(seed)"),
      embeddingsDigest: nil,
      provenance: Provenance(
        offprintVersion: "0.1.0", machine: "m", instructionSet: "i", imagesPerSecond: [], seconds: 1))
    return ReportedRun(
      name: "\(cell)/seed-\(seed)", cell: cell, label: label, spec: spec, id: id,
      outcome: isMissing ? .missing : .recorded(record))
  }
}
