import Comparison
import OffprintCore
import Testing

@Suite("Figures compared")
struct FigureTests {
  private static let curves =
    """
    {"axis":"Test accuracy (%)","metric":"test-accuracy","plot":"learning-curves","scale":"linear","series":[\
    {"mean":[96.5,97.5,98.5],"name":"Softmax","seeds":[[96,97,98],[97,98,99]]},\
    {"mean":[95.5,97,98.25],"name":"ArcFace","seeds":[[95,97,98],[96,97,98.5]]}]}
    """

  private static func report(_ data: String, picture: String = "<svg/>", table: String? = nil) -> ReportSnapshot {
    var report = ReportSnapshot(name: "report", origin: .folder, title: "A report")
    var figure = ReportSnapshot.Figure(anchor: "fig-one", number: 1, caption: "A caption.")
    figure.data = FigureBytes(Array(data.utf8))
    figure.marks = table.map { FigureBytes(Array($0.utf8)) }
    figure.pictures["svg"] = FigureBytes(Array(picture.utf8))
    report.figures = [figure]
    return report
  }

  private func comparison(_ before: ReportSnapshot, _ after: ReportSnapshot) -> FigureComparison? {
    ReportComparison(before, after).figures.first
  }

  @Test("A figure that only looks different is style only")
  func style() {
    let figure = comparison(Self.report(Self.curves), Self.report(Self.curves, picture: "<svg fill=\"red\"/>"))
    #expect(figure?.kind == .styleOnly)
    #expect(comparison(Self.report(Self.curves), Self.report(Self.curves)) == nil)
  }

  @Test("Another scale is style only, and is named")
  func scale() {
    let log = Self.curves.replacing("\"scale\":\"linear\"", with: "\"scale\":\"log\"")
    let figure = comparison(Self.report(Self.curves), Self.report(log, picture: "<svg fill=\"red\"/>"))
    #expect(figure?.kind == .styleOnly)
    #expect(figure?.properties == [SettingChange(path: "scale", before: "linear", after: "log")])
  }

  @Test("One moved point is named: its series, its place, both values")
  func point() throws {
    let moved = Self.curves.replacing("[97,98,99]", with: "[97,91.5,99]")
    let figure = try #require(comparison(Self.report(Self.curves), Self.report(moved)))
    #expect(figure.kind == .moved && figure.movedCount == 1)
    let mark = try #require(figure.marks.first)
    #expect(mark.name == .init(series: "Softmax, seed 2", point: "epoch 2", quantity: "test-accuracy"))
    #expect(mark.before == "98" && mark.after == "91.5")
    let text = TerminalWriter(width: 100, usesColor: false).text(
      StatementBuilder(ReportComparison(Self.report(Self.curves), Self.report(moved)), most: 20).statement())
    #expect(text.contains("Softmax, seed 2: test-accuracy at epoch 2, 98 → 91.5"), "\(text)")
  }

  @Test("Series that came, went and grew are told apart from those that moved")
  func series() throws {
    let other = Self.curves.replacing("ArcFace", with: "CosFace").replacing("[97,98,99]", with: "[97,98,99,99.5]")
    let figure = try #require(comparison(Self.report(Self.curves), Self.report(other)))
    #expect(figure.addedSeries == ["CosFace, mean", "CosFace, seed 1", "CosFace, seed 2"])
    #expect(figure.removedSeries == ["ArcFace, mean", "ArcFace, seed 1", "ArcFace, seed 2"])
    #expect(figure.addedCount == 1 && figure.removedCount == 0 && figure.movedCount == 0)
  }

  @Test("A point of a table is named by its columns, of any kind of plot")
  func table() throws {
    func bars(_ value: String) -> String {
      """
      {"axis":"Error","plot":"bar","metric":"error","table":{"columns":["group","configuration","kind","seed","error",\
      "low","high","reference"],"rows":[[[],"Softmax","mean",[],0.75,0.7,0.8,[]],[[],"Softmax","seed",1,\(value),[],[],[]]]}}
      """
    }
    let figure = try #require(comparison(Self.report(bars("0.7")), Self.report(bars("0.9"))))
    #expect(figure.marks.first?.name == .init(series: "Softmax, seed 1", point: "", quantity: "error"))
    let multiples = { (value: String) in
      "{\"plot\":\"small-multiples\",\"panels\":[{\"title\":\"epochs = 3\",\"chart\":\(bars(value))}]}"
    }
    let panel = try #require(comparison(Self.report(multiples("0.7")), Self.report(multiples("0.9"))))
    #expect(panel.marks.first?.name.series == "epochs = 3, Softmax, seed 1")
  }

  @Test("Marks that stand in a table of their own are compared there")
  func crowded() throws {
    let data =
      "{\"plot\":\"embedding-sphere\",\"camera\":{\"azimuth\":30},\"panels\":[{\"title\":\"Softmax\",\"points\":{\"count\":2}}]}"
    func table(_ x: String) -> String {
      "run,kind,index,class,prediction,x,y,z\n\"Softmax, 3-D\",image,0,7,7,0.5,0,1\n\"Softmax, 3-D\",image,1,2,2,\(x),0,1\n"
    }
    let figure = try #require(
      comparison(Self.report(data, table: table("0.25")), Self.report(data, table: table("0.5"))))
    #expect(figure.movedCount == 1)
    #expect(figure.marks.first?.name == .init(series: "Softmax, 3-D, image", point: "index 1", quantity: "x"))
    let turned = data.replacing("30", with: "60")
    let style = comparison(Self.report(data, table: table("1")), Self.report(turned, table: table("1")))
    #expect(style?.kind == .styleOnly)
    #expect(style?.properties.first?.path == "camera.azimuth")
  }

  @Test("Damaged data of a figure are said to be, and the rest is compared")
  func damaged() {
    let figure = comparison(Self.report(Self.curves), Self.report("{\"plot\":"))
    #expect(figure?.problem?.contains("cut short") == true)
  }

  @Test("Figures that came and went are told")
  func presence() {
    var other = Self.report(Self.curves)
    other.figures[0].anchor = "fig-two"
    #expect(ReportComparison(Self.report(Self.curves), other).figures.map(\.kind) == [.added, .removed])
  }
}
