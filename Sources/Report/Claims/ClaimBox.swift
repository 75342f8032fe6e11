import Experiment
import Notebook

/// A claim where the notebook has it: the paper's words, and under them what the runs say.
enum ClaimBox {
  /// A quotation with the verdict; the cell itself follows in it, folded where the format can fold. `placed` gives computed
  /// numbers their places in the document.
  static func block(
    _ result: ClaimResult, listing: CellListing, placed: (ReportInline) -> ReportInline
  ) -> ReportBlock {
    .quote([.paragraph(words(result.claim) + [.lineBreak] + verdict(result, placed)), .cell(listing)])
  }

  /// “… approaches provide more accurate performance” (Section 1)
  static func words(_ claim: NotebookClaim) -> [ReportInline] {
    let quote = claim.quote.map { "“\(Typography.set($0))”" }
    // “Section 4” stands on one line.
    let source = claim.source.map { "(\(Typography.set($0).replacing(#/ (?=[0-9])/#, with: "\u{A0}")))" }
    return [.text([quote, source].compactMap { $0 }.joined(separator: " "))]
  }

  /// **REPRODUCED** ArcFace > Softmax: difference +0.05 [+0.01, +0.09] points, *p* = 0.004, 80 seeds.
  private static func verdict(
    _ result: ClaimResult, _ placed: (ReportInline) -> ReportInline
  ) -> [ReportInline] {
    let text = ClaimText(result: result)
    let evidence = result.finding.evidence
    func value(_ words: String, _ path: String) -> ReportInline {
      placed(ClaimLedger.value(words, "\(result.claim.name).\(path)", result))
    }
    var line: [ReportInline] = [
      .strong([value(result.finding.verdict.rawValue, "verdict")]), .text("\u{2002}\(text.assertion)"),
    ]
    let remark = ClaimLedger.remark(result, text).map { [ReportInline.text(" " + $0)] } ?? []
    guard evidence.effect != nil else { return line + [.text(": there are not yet values on every side.")] + remark }
    line += [.text(": difference "), value(text.effect, "effect")]
    if evidence.interval != nil { line += [.text(" "), value(text.interval, "interval")] }
    line.append(.text(unit(of: result)))
    if evidence.seeds > 1 {
      let relation = text.probability.hasPrefix("<") ? "\u{A0}" : "\u{A0}=\u{A0}"
      line += [.text(", "), .emphasis([.text("p")]), .text(relation), value(text.probability, "p")]
    }
    line += [.text(", "), value(text.seeds, "seeds"), .text(evidence.seeds == 1 ? " seed." : " seeds.")]
    return line + remark
  }

  /// Of a difference.
  private static func unit(of result: ClaimResult) -> String {
    if result.isPercentage { return " points" }
    return result.claim.metric == .trainLoss ? "" : "°"
  }
}
