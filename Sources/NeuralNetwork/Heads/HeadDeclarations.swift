package import OffprintCore

extension NetworkVocabulary {
  /// What `loss:` may name.
  package static let heads: [ComponentDeclaration] = [
    ComponentDeclaration(
      "softmax", "Plain softmax cross-entropy of Wᵀx + b, nothing normalised."),
    ComponentDeclaration(
      "normface", "Normalised softmax: cosines times a scale, no margin; the control for every margin.",
      source: "Wang, Xiang, Cheng and Yuille 2017, NormFace", keys: [scale]),
    ComponentDeclaration(
      "sphereface", "Multiplicative angular margin: ψ(θ) = cos(m·θ).",
      source: "Liu et al. 2017, SphereFace, with the real-valued m of Deng et al. 2019",
      keys: [scale, m1("margin", default: 1.35)] + marginKeys),
    ComponentDeclaration(
      "arcface", "Additive angular margin: ψ(θ) = cos(θ + m).",
      source: "Deng, Guo, Xue and Zafeiriou 2019, ArcFace, eq. 3",
      keys: [scale, m2("margin", default: 0.5)] + marginKeys),
    ComponentDeclaration(
      "cosface", "Additive cosine margin: ψ(θ) = cos θ − m.", source: "Wang et al. 2018, CosFace, eq. 4",
      keys: [scale, m3("margin", default: 0.35)] + marginKeys),
    ComponentDeclaration(
      "combined", "All three margins: ψ(θ) = cos(m1·θ + m2) − m3.",
      source: "Deng, Guo, Xue and Zafeiriou 2019, ArcFace, eq. 4",
      keys: [scale, m1("m1", default: 1), m2("m2", default: 0.3), m3("m3", default: 0.2)] + marginKeys),
  ]

  private static let scale = KeyDeclaration(
    "scale", .number(NumberRange(0...1000, excludesLower: true)), .defaulted(30),
    "what cosines are multiplied by before the softmax", example: "30")

  private static func m1(_ name: String, default value: Setting) -> KeyDeclaration {
    KeyDeclaration(
      name, .number(NumberRange(0...10, excludesLower: true)), .defaulted(value),
      "m1, the factor on the target's angle; 1 is none", example: "1.35")
  }

  private static func m2(_ name: String, default value: Setting) -> KeyDeclaration {
    KeyDeclaration(
      name, .number(NumberRange(0...Double.pi)), .defaulted(value),
      "m2, added to the target's angle, in radians; 0 is none", example: "0.5")
  }

  private static func m3(_ name: String, default value: Setting) -> KeyDeclaration {
    KeyDeclaration(
      name, .number(NumberRange(0...2)), .defaulted(value), "m3, taken off the target's cosine; 0 is none",
      example: "0.35")
  }

  private static let marginKeys = [
    KeyDeclaration(
      "past-pi", .choice(["monotone", "linear", "clamp", "none"]), .defaulted("monotone"),
      "what ψ does once m1·θ + m2 passes π: go on falling, continue as a line (m1 = 1 only), stay at −1, or turn round",
      example: "monotone"),
    KeyDeclaration(
      "gradient", .choice(["exact", "detached"]), .defaulted("exact"),
      "ψ's true gradient, or that of cos θ as if the margin were a constant", example: "exact"),
    KeyDeclaration(
      "margin-schedule", .component(MarginSchedule.declarations), .defaulted(["name": "constant"]),
      "how the margins grow from none at the start of training", example: "{name: linear, over: 0.5}"),
  ]
}
