import Interop
import OffprintCore
import Report

/// The words of the sample paper.
enum SampleProse {
  private typealias P = SamplePaper

  static let abstract = """
    A 2021 study compared the softmax loss with losses that add a margin to the angle between a feature and the weight of \
    its class, on handwritten digits. We train the losses it discusses from the same weights, on the same batches and by \
    the same schedule, in three dimensions for its two figures and in sixty-four for accuracy, and report every seed. \
    Margins do to the features what the study’s figures show: the ragged wedges of softmax become tight, separate \
    patches. What they do to accuracy is small enough that it takes several seeds to see anything at all.
    """

  static let introduction = [
    """
    A classifier that ends in a softmax asks only that the right class win. Nothing in its loss asks that the features of \
    one class be close together, nor that two classes be far apart, and the boundaries between classes can run right \
    through the crowd. Face recognition cares, because its classes at test time are not those it was trained on; it is \
    where losses with a margin on the angle come from: SphereFace (Liu et al. 2017) multiplies the angle, CosFace (Wang \
    et al. 2018) lowers its cosine, ArcFace (Deng et al. 2019) adds to it.
    """,
    """
    Handwritten digits are another matter. The ten classes at test time are those of training, the images are small and \
    clean, and a plain network is right in ninety-nine cases of a hundred. Whatever a margin does to the geometry of the \
    features, there is little room left for it to do anything to the accuracy, and what room there is lies within the \
    spread between one seed and the next.
    """,
  ]

  static let losses: [ReportBlock] = [
    .paragraph([
      P.text("Softmax classifies a feature "), P.bold("x"), P.text(" by the largest of the inner products "),
      P.bold("W"),
      P.text("ⱼᵀ"), P.bold("x"), P.text(" + "), P.em("b"), P.text("ⱼ. Each factor ‖"), P.bold("W"), P.text("ⱼ‖‖"),
      P.bold("x"), P.text("‖cos "), P.em("θ"),
      P.text(
        "ⱼ of such a product has a length in it as well as an angle. NormFace takes the lengths away: features and "),
      P.text("class weights are scaled to unit length, and the logit of class "), P.em("j"), P.text(" is "), P.em("s"),
      P.text(" cos "), P.em("θ"), P.text("ⱼ with a fixed scale "), P.em("s"), P.text(" ≤ 30, so that √"), P.em("s"),
      P.text(" stays below 6 and errors near 10⁻⁷. The margins change the logit of the true class only, to "),
      P.em("s"),
      P.text(" "), P.em("ψ"), P.text("("), P.em("θ"), P.text(") with"),
    ]),
    .quote([
      .paragraph([
        P.em("ψ"), P.text("("), P.em("θ"), P.text(") = cos("), P.em("m"), P.text("₁ "), P.em("θ"), P.text(" + "),
        P.em("m"), P.text("₂) − "), P.em("m"), P.text("₃"),
      ])
    ]),
    .paragraph([
      P.text("SphereFace sets "), P.em("m"), P.text("₁, ArcFace "), P.em("m"), P.text("₂, CosFace "), P.em("m"),
      P.text("₃, and the combined loss all three. Past "), P.em("m"), P.text("₁ "), P.em("θ"), P.text(" + "), P.em("m"),
      P.text("₂ = π the cosine turns round and the formula would reward the wrong direction, so there we continue it "),
      P.text("downwards, as SphereFace did for its own margin. The classes are told apart by "),
      .code("argmax(logits)"),
      P.text(" without a margin. Five things are worth knowing:"),
    ]),
    .list(
      ReportList(
        start: nil, isTight: true,
        items: [
          [
            .paragraph([
              P.text("margins exist in training only: a test image is given the class of the largest cosine;")
            ])
          ],
          [
            .paragraph([
              P.text("the scale decides how sharp the softmax is, and with a scale as small as one the loss cannot "),
              P.text("come near zero whatever the network does;"),
            ])
          ],
          [.paragraph([P.text("all losses start from the same weights.")])],
        ])),
    .list(
      ReportList(
        start: 9, isTight: false,
        items: [
          [
            .paragraph([P.text("The first is a numbered item with two paragraphs, of which this is the first.")]),
            .paragraph([P.text("This is the second, and a nested list follows it:")]),
            .list(
              ReportList(
                start: nil, isTight: true,
                items: [[.paragraph([P.text("one thing")])], [.paragraph([P.text("and another")])]])),
          ],
          [.paragraph([P.text("The second item is short.")])],
        ])),
  ]

  static let method: [ReportBlock] = [
    P.heading(1, "3", "Method", "sec-method"), P.heading(2, "3.1", "The networks", "sec-networks"),
    .paragraph([
      P.text(
        "All networks share four convolutions with stride 2, each followed by batch normalization and ReLU, which "),
      P.text(
        "take the 28 × 28 image to 2 × 2 positions of 64 channels, and a linear layer to the embedding. There are two "),
      P.text("of them, which differ in the size of the embedding only. In PyTorch it would read like this:"),
    ]),
    .code(
      CodeListing(
        language: "python",
        text: """
          net = nn.Sequential(
              nn.Conv2d(1, 8, kernel_size=5, stride=2, padding=2), nn.BatchNorm2d(8), nn.ReLU(),
          \tnn.Flatten(),  # a tab, and a comment that is so long that it has to be continued on the line that comes after it
          )
          """)),
    .cell(
      CellListing(
        kind: "model", name: "cnn4",
        source: """
          layers:
            - conv: {channels: 8, kernel: 5, stride: 2}
            - conv: {channels: 16, kernel: 3, stride: 2}
            - embedding: 64
          """, anchor: "cell-cnn4")),
    P.heading(2, "3.2", "Training", "sec-training"),
    .paragraph([
      P.text("Every run takes "), P.value("20"), P.text(" epochs of AdamW at batch size "), P.value("64"),
      P.text(", with a one-cycle schedule that peaks at "), P.value("0.01"), P.text(" and a weight decay of "),
      P.value("0.01"),
      P.text(". Pixels are standardised; there is no augmentation. Accuracy is that of the last epoch: "),
      P.text(
        "nothing was chosen by looking at the test set. The same seed gives every loss the same initial weights and "),
      P.text("the same order of batches."),
    ]),
    P.heading(3, "3.2.1", "Notes on seeds", "sec-seeds"),
    .paragraph([P.text("Seeds are counted from one, and no seed was left out.")]),
    .quote([
      .paragraph([
        P.text(
          "A longer quotation runs over more than a single line and so it is set as a block with both of its edges "),
        P.text("moved in, which is how a reader tells it from the text around it."),
      ])
    ]),
    .cell(
      CellListing(
        kind: "train", name: "arcface",
        source: "base: softmax\nloss: {name: arcface, scale: 30, margin: 0.5}", anchor: "cell-arcface")),
    .rule,
  ]

  static let sphere: [ReportBlock] = [
    P.heading(1, "4", "Features on the sphere", "sec-sphere"),
    .paragraph([
      P.text("With an embedding of three dimensions the features can be looked at directly. "),
      P.reference("Figure\u{A0}1", "fig-sphere"),
      P.text(
        " is the counterpart of the study’s Figures 1 and 2. Under softmax the classes fill wedges that touch along "),
      P.text("their borders, and only the direction of a feature tells its class. Under ArcFace each class has drawn "),
      P.text(
        "together around its weight, with empty sphere between it and its neighbours: in training, the margin of "),
      P.value("0.5"), P.text(" rad asks for that gap."),
    ]),
    .figure(
      figure(
        1, "fig-sphere",
        "Test features on the unit sphere under one camera, softmax beside ArcFace. The study’s Figures 1 and 2 show the "
          + "same contrast.", note: "Seed 1 of each.")),
    .paragraph([
      P.text("The picture costs little accuracy: in three dimensions softmax reaches "), P.value("98.71"),
      P.text(" % and ArcFace "), P.value("98.93"), P.text(" % ("), P.reference("Table\u{A0}1", "tbl-three", .table),
      P.text(
        "). Ten directions in three dimensions cannot be further apart than 66.1° at best, which leaves a margin less "),
      P.text("room than the higher dimensions in which these losses are used. The cell is "),
      P.reference("arcface", "cell-arcface", .cell), P.text("."),
    ]),
    .table(
      SampleTables.accuracy(1, "tbl-three", "Test accuracy with a 3-D embedding after the last epoch, in percent.")),
    P.heading(1, "5", "Accuracy", "sec-accuracy"),
    .paragraph([
      P.text("In sixty-four dimensions ("), P.reference("Table\u{A0}2", "tbl-accuracy", .table),
      P.text(") softmax reaches "),
      P.value("99.17"), P.text(" % and ArcFace "), P.value("99.31"), P.text(" %, with a spread over seeds of "),
      P.value("0.05"), P.text(" and "), P.value("0.04"), P.text(" points. NormFace, which has no margin, reaches "),
      P.value("99.12"), P.text(" %."),
    ]),
    .table(
      SampleTables.accuracy(2, "tbl-accuracy", "Test accuracy with a 64-D embedding after the last epoch, in percent.")),
    .figure(figure(2, "fig-curves", "Test accuracy by epoch with a 64-D embedding, mean over seeds.", note: nil)),
    .figure(
      figure(
        3, "fig-sphere-64", "Features of the 64-D networks, projected to three dimensions.",
        note: "Projected on the first three principal axes, which carry 61 % of the variance.")),
    .table(SampleTables.wordy),
    P.heading(1, "6", "Discussion", "sec-discussion"),
    .paragraph([
      P.text(
        "The two figures of the study come out as it shows them. Its accuracies were single runs that it compared to "),
      P.text(
        "the second decimal; ours show how far one seed lies from the next, and a difference smaller than that spread "),
      P.text(
        "is no evidence of a difference. Every run of every cell is in the tables, none was left out, and each number "),
      P.text(
        "in this text was read from the runs that the tables list. Foreign letters also stand: Ελληνικά, Русский, "),
      P.text("Łódź, naïve, “quoted”, — and ½, ∑, ∂, ∞, →, ∈ ℝ³."),
    ]),
  ]

  private static func figure(_ number: Int, _ anchor: String, _ caption: String, note: String?) -> ReportFigure {
    ReportFigure(
      number: number, anchor: anchor, caption: [.text(caption)], captionNote: note, alternativeText: caption,
      hasAuthorsAlternativeText: false, drawing: SampleTables.drawings[anchor] ?? SampleTables.drawing(Size(100, 100)),
      data: .map([:]))
  }
}
