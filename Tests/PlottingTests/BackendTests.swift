import Foundation
import Interop
import OffprintCore
import Plotting
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Figures as files") struct BackendTests {
  private static let date = "2021-06-01T00:00:00Z"
  private let typesetter = Typesetter()

  /// Collects ids, texts and elements; nil where the file is not well-formed.
  private final class Reader: NSObject, XMLParserDelegate {
    var ids: [String] = []
    var elements: [String: Int] = [:]
    var text = ""

    init?(_ svg: String) {
      super.init()
      let parser = XMLParser(data: Data(svg.utf8))
      parser.delegate = self
      guard parser.parse() else { return nil }
    }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      elements[name, default: 0] += 1
      if let id = attributes["id"] { ids.append(id) }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }

  @Test func `SVG is well-formed, with real text and ids of its own`() throws {
    for figure in [try Samples.spheres(points: 300), try Samples.curves()] {
      let first = try #require(Reader(figure.displayList.svg(SVGOptions(idPrefix: "fig-a"))))
      let second = try #require(Reader(figure.displayList.svg(SVGOptions(idPrefix: "fig-b"))))
      let ids = first.ids + second.ids
      #expect(Set(ids).count == ids.count)
      #expect(first.elements["text", default: 0] > 5 && first.elements["title"] == 1 && first.elements["desc"] == 1)
      #expect(first.text.contains(figure.alternativeText))
    }
  }

  @Test func `markup and control characters in names are only text`() throws {
    let name = "<script>&\"'\u{0}\u{1B}\u{FFFF}]]>"
    let figure = try LearningCurves.figure([CurveSeries(name: name, seeds: [[0.5, 0.9]])], typesetter: typesetter)
    let reader = try #require(Reader(figure.displayList.svg(SVGOptions(idPrefix: "1 \"><x"))))
    #expect(reader.elements["script"] == nil && reader.elements["x"] == nil)
    #expect(reader.text.contains("<script>"))
  }

  @Test func `twenty thousand points stay under a megabyte in every format`() throws {
    for (dimension, panels) in [(3, 2), (64, 2), (3, 1), (64, 4)] {
      let list = try Samples.spheres(points: 20_000 / panels, dimension: dimension, panels: panels).displayList
      let svg = list.svg(SVGOptions(idPrefix: "f"))
      #expect(svg.utf8.count < 1_000_000)
      #expect(try #require(Reader(svg)).elements["image", default: 0] >= panels)
      #expect(try list.pdf(date: Self.date, typesetter: typesetter).count < 1_000_000)
      #expect(try list.png(typesetter: typesetter).count < 1_500_000)
    }
  }

  @Test func `a few points stay vector`() throws {
    let list = try Samples.spheres(points: 300).displayList
    #expect(try #require(Reader(list.svg(SVGOptions(idPrefix: "f")))).elements["image"] == nil)
  }

  @Test func `PNG has two pixels for each of 96 per inch`() throws {
    let list = try Samples.curves().displayList
    let png = try list.png(typesetter: typesetter)
    #expect(png.prefix(8) == [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    func number(_ start: Int) -> Int { png[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    #expect(number(16) == Int((list.size.width * 2 * 96 / 72).rounded(.up)))
    #expect(number(20) == Int((list.size.height * 2 * 96 / 72).rounded(.up)))
  }

  @Test func `independent readers accept PDF and its text`() throws {
    let figure = try Samples.spheres(points: 10_000)
    let pdf = try figure.displayList.pdf(date: Self.date, typesetter: typesetter)
    if let qpdf = Tool("qpdf") {
      let result = try qpdf.run(["--check"], on: pdf, suffix: "pdf")
      #expect(result.status == 0, "\(result.output)")
    }
    if let pdfinfo = Tool("pdfinfo") {
      #expect(try pdfinfo.run([], on: pdf, suffix: "pdf").output.contains("Pages:           1"))
    }
    if let pdftotext = Tool("pdftotext") {
      let text = try pdftotext.run([], on: pdf, suffix: "pdf", trailing: ["-"]).output
      #expect(text.contains("softmax") && text.contains("class centre"))
    }
  }

  @Test func `colors can be taken from the page, and fall back where it has none`() throws {
    let list = try Samples.curves().displayList
    let inherited = list.svg(SVGOptions(idPrefix: "f", appearance: .inherited))
    #expect(inherited.contains("var(--plot-foreground,#1b1d21)") && inherited.contains("fill=\"#1b1d21\""))
    #expect(!inherited.contains("--plot-foreground:"))
    #expect(list.svg(SVGOptions(idPrefix: "f")).contains("@media(prefers-color-scheme:dark)"))
    for role in Ink.Role.all { #expect(Palette.dark.styleSheet.contains("--plot-\(role.name):#")) }
  }

  @Test func `the picture of a crowded layer shows the same as its dots`() throws {
    // The same dots drawn one by one and by the picture: the mean color of the whole differs by less than 2 %.
    let list = try Samples.spheres(points: 3_000, panels: 1).displayList
    func mean(_ policy: RasterizationPolicy?) -> [Double] {
      let surface = RasterSurface(size: list.size, scale: 1)
      let page = Rect(x: 0, y: 0, width: list.size.width, height: list.size.height)
      surface.canvas.fill(.rectangle(page), .color(.white))
      list.draw(on: surface.canvas, in: page, typesetter: typesetter, policy: policy)
      let pixels = surface.pixels
      return [16, 8, 0].map { shift in
        pixels.reduce(0.0) { $0 + Double($1 >> UInt32(shift) & 0xff) } / Double(pixels.count) / 255
      }
    }
    let (vector, picture) = (mean(nil), mean(RasterizationPolicy(threshold: 100)))
    for (one, other) in zip(vector, picture) { #expect((one - other).magnitude < 0.02 * one) }
    #expect(vector != mean(RasterizationPolicy(threshold: 100)))
  }

  @Test func `data are canonical JSON that reads back`() throws {
    let figure = try Samples.spheres(points: 300)
    let read = try JSONDecoder().decode(Setting.self, from: Data(figure.data.canonicalJSON.utf8))
    #expect(read == figure.data)
  }

  @Test func `a picture of crosses takes its color from the page, one of dots has its own`() throws {
    func svg(_ ink: Ink, _ form: PointLayer.Form) -> String {
      let spots = (0..<3_000).map { PointLayer.Spot(Point(Double($0 % 60), Double($0 / 60)), ink) }
      let list = DisplayList(
        size: Size(60, 50), title: "t", summary: "s",
        marks: [.points(PointLayer(form: form, size: 2, spots: spots))])
      return list.svg(SVGOptions(idPrefix: "f", appearance: .inherited))
    }
    let crosses = svg(.foreground, .cross)
    #expect(crosses.contains("<mask id=\"f-mask-1\"") && crosses.contains("mask=\"url(#f-mask-1)\""))
    #expect(crosses.contains("#f .f-foreground{fill:var(--plot-foreground"))
    let dots = svg(.category(2), .dot)
    #expect(dots.contains("<image") && !dots.contains("<mask"))
  }

  @Test func `letters can be outlines that look like the text`() throws {
    let list = try Samples.curves(3).displayList
    let text = list.svg(SVGOptions(idPrefix: "f", appearance: .light), typesetter: typesetter)
    let outlines = list.svg(SVGOptions(idPrefix: "f", appearance: .light, letters: .outlines), typesetter: typesetter)
    #expect(text.contains("textLength=") && !outlines.contains("<text"))
    #expect(try #require(Reader(outlines)).elements["path", default: 0] > 20)
  }

  @Test func `texts carry their widths, so that another font cannot make them overlap`() throws {
    let list = try Samples.curves(3).displayList
    let svg = list.svg(SVGOptions(idPrefix: "f"), typesetter: typesetter)
    for (text, box) in list.textBoxes(typesetter) where text.count > 1 {
      #expect(svg.contains("textLength=\"\(Self.short(box.width))\""), "\(text)")
    }
  }

  private static func short(_ value: Double) -> String {
    var text = NumberText.fixed(value, decimals: 2)
    while text.hasSuffix("0") { text.removeLast() }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  /// What three programs that know nothing of each other make of one display list differs by no more than their ways to
  /// smooth edges.
  @Test(.enabled(if: Python.with("PIL") != nil, Python.lack(of: "PIL")))
  func `PNG, PDF by poppler and SVG by Chromium show the same`() throws {
    let python = try #require(Python.with("PIL"))
    for (name, figure) in try Samples.charts() {
      let list = figure.displayList
      let parts = [
        "png": Data(try list.png(scale: 1, typesetter: typesetter)).base64EncodedString(),
        "pdf": Data(try list.pdf(date: Self.date, typesetter: typesetter)).base64EncodedString(),
        "svg": list.svg(
          SVGOptions(idPrefix: "f", appearance: .light, letters: .outlines), typesetter: typesetter),
      ]
      let output = try python.run(
        ["-c", Self.comparison], on: Array(try JSONEncoder().encode(parts)), suffix: "json"
      ).output
      let lines = output.split(separator: "\n").map { $0.split(separator: " ") }
      for line in lines where line.first == "SKIPPED:" { print(line.joined(separator: " ")) }
      for line in lines where line.first == "DIFFERENCE" {
        let value = try #require(Double(line[2]))
        #expect(value < 2.5, "\(name): mean difference of \(line[1]) in 255 steps")
      }
      #expect(lines.contains { $0.first == "DIFFERENCE" || $0.first == "SKIPPED:" }, "\(output)")
    }
  }

  /// Prints the mean difference, of 0…255, between our PNG and what other programs draw.
  private static let comparison = """
    import base64, io, json, os, shutil, subprocess, sys, tempfile
    from PIL import Image, ImageChops, ImageFilter, ImageStat
    parts = json.load(open(sys.argv[1]))
    ours = Image.open(io.BytesIO(base64.b64decode(parts["png"]))).convert("RGB")
    def compare(name, path):
        other = Image.open(path).convert("RGB").crop((0, 0) + ours.size)
        blurred = [i.filter(ImageFilter.GaussianBlur(1.5)) for i in (ours, other)]
        print("DIFFERENCE", name, sum(ImageStat.Stat(ImageChops.difference(*blurred)).mean) / 3)
    with tempfile.TemporaryDirectory() as folder:
        if shutil.which("pdftocairo"):
            pdf = os.path.join(folder, "f.pdf")
            open(pdf, "wb").write(base64.b64decode(parts["pdf"]))
            subprocess.run(["pdftocairo", "-png", "-r", "96", "-singlefile", pdf, pdf], check=True)
            compare("poppler", pdf + ".png")
        else:
            print("SKIPPED: pdftocairo is not installed")
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        if chromium:
            page, shot = os.path.join(folder, "f.html"), os.path.join(folder, "shot.png")
            open(page, "w").write("<!doctype html><meta charset=utf-8><style>body{margin:0}svg{display:block}</style>" + parts["svg"])
            subprocess.run([chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
              "--user-data-dir=" + os.path.join(folder, "profile"), "--screenshot=" + shot,
              "--window-size=%d,%d" % (ours.size[0], ours.size[1] + 100), "file://" + page],
              check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
            compare("chromium", shot)
        else:
            print("SKIPPED: Chromium is not installed")
    """
}
