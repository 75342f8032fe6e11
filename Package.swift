// swift-tools-version: 6.2
import Foundation
import PackageDescription

// Offprint's targets and the arrows between them. A target may import only what it lists here;
// Scripts/check-layering holds the sources to it. Arrows go down only: siblings on one floor do not know each other.

let environment = ProcessInfo.processInfo.environment

/// Warnings are errors where we can fix them (CI), not on a user's newer toolchain.
let warningsAreErrors = environment["OFFPRINT_WARNINGS_AS_ERRORS"] != nil

let common: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
  ] + (warningsAreErrors ? [.treatAllWarnings(as: .error)] : [])

/// The kernels are one folder of sources, built once for each instruction set; the program picks one when it starts. All give
/// the same bits. Only these modules may use instructions that not every machine has.
func kernels(_ name: String, _ settings: [SwiftSetting]) -> Target {
  .target(
    name: name, dependencies: ["Kernels", "CProcessor"],
    swiftSettings: common + [.unsafeFlags(["-Xcc", "-fno-math-errno"])] + settings)
}
#if arch(x86_64)
  let kernelSets = [
    kernels("KernelsV3", [.unsafeFlags(["-Xcc", "-march=x86-64-v3"]), .define("KERNELS_FOR_X86_64_V3")]),
    kernels("KernelsV4", [.unsafeFlags(["-Xcc", "-march=x86-64-v4"]), .define("KERNELS_FOR_X86_64_V4")]),
  ]
#else
  let kernelSets = [kernels("KernelsBaseline", [])]
#endif

/// The benchmark looks for the most that this machine can do, so it is built for this machine.
#if arch(x86_64)
  let benchmarkFlags: [SwiftSetting] = [.unsafeFlags(["-Xcc", "-march=native"], .when(configuration: .release))]
#else
  let benchmarkFlags: [SwiftSetting] = []
#endif

/// A template of reports: the four files of its folder, built into a module of their own, since SwiftPM names what it builds in
/// after files and not after folders.
func template(_ name: String, _ folder: String) -> Target {
  .target(
    name: name, dependencies: [], path: "templates/\(folder)",
    resources: ["page.html", "style.css", "script.js", "page.yaml"].map { .embedInCode($0) }, swiftSettings: common)
}

let package = Package(
  name: "offprint",
  platforms: [.macOS(.v26)],
  products: [.executable(name: "offprint", targets: ["offprint"])],
  targets: [
    // C libraries, each a Debian package that `make setup` installs.
    .systemLibrary(
      name: "CCairo", pkgConfig: "pangocairo",
      providers: [.apt(["libpango1.0-dev", "libcairo2-dev"]), .brew(["pango"])]),
    .systemLibrary(
      name: "CHarfBuzz", pkgConfig: "harfbuzz", providers: [.apt(["libharfbuzz-dev"]), .brew(["harfbuzz"])]),
    .systemLibrary(
      name: "CMarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
    .systemLibrary(
      name: "CMicroHTTPD", pkgConfig: "libmicrohttpd",
      providers: [.apt(["libmicrohttpd-dev"]), .brew(["libmicrohttpd"])]),
    // Without a pkg-config file; Debian's patterns for English are the package hyphen-en-us.
    .systemLibrary(name: "CHyphen", providers: [.apt(["libhyphen-dev"]), .brew(["hyphen"])]),
    // Of the C library itself: how it keeps memory.
    .systemLibrary(name: "CMemory"),

    // Floor 0. Interop wraps the C libraries behind safe handles; it and Kernels are the only rooms with `unsafe`.
    .target(
      name: "Interop",
      dependencies: [
        "CCairo", "CHarfBuzz", "CMarkGFM", "CYAML", "CZlib", "CCrypto", "COpenBLAS", "CMicroHTTPD", "CHyphen",
        "CMemory",
      ],
      swiftSettings: common, linkerSettings: [.linkedLibrary("cmark-gfm-extensions")]),
    // Core imports Interop for one thing: SHA-256 by libcrypto, behind ContentHash.
    .target(name: "OffprintCore", dependencies: ["Interop"], swiftSettings: common),
    // The loops of the training step. No libm in reach, so that nothing but IEEE arithmetic can reach a weight. Kernels has
    // their shapes and the protocol `KernelSet`; Sources/KernelLoops the loops (KernelsV3 … are links to it); KernelSets
    // knows which of them this machine can run.
    // CProcessor, a little C, knows the processor's level, how to wait in a loop, and how to turn rows into columns.
    .target(name: "Kernels", dependencies: ["CProcessor"], swiftSettings: common),
    .target(name: "CProcessor", dependencies: []),
    .target(
      name: "KernelSets", dependencies: ["Kernels", "CProcessor"] + kernelSets.map { .target(name: $0.name) },
      swiftSettings: common),

    // Floor 1: value types of an experiment; and what a network is. Neither does I/O.
    .target(name: "Experiment", dependencies: ["OffprintCore"], swiftSettings: common),
    .target(
      name: "NeuralNetwork", dependencies: ["OffprintCore", "Interop", "KernelSets", "Kernels"], swiftSettings: common),

    // .bib files, and references as text; no I/O.
    .target(name: "Bibliography", dependencies: ["OffprintCore"], swiftSettings: common),

    // Floor 2: siblings that do not know each other.
    .target(
      name: "Notebook", dependencies: ["Bibliography", "Mathematics", "Experiment", "OffprintCore", "Interop"],
      swiftSettings: common),
    .target(
      name: "Training", dependencies: ["Experiment", "NeuralNetwork", "Kernels", "OffprintCore", "Interop"],
      swiftSettings: common),
    .target(name: "RunStore", dependencies: ["Experiment", "OffprintCore", "Interop"], swiftSettings: common),
    .target(name: "Plotting", dependencies: ["OffprintCore", "Interop"], swiftSettings: common),
    .target(name: "Mathematics", dependencies: ["OffprintCore", "Interop"], swiftSettings: common),

    // Runs in the forms of other tools: ONNX, TensorBoard's Projector, DVC, MLflow. Pure: values in, files out.
    .target(
      name: "Exchange", dependencies: ["Experiment", "NeuralNetwork", "Kernels", "OffprintCore", "Interop"],
      swiftSettings: common),

    // Two reports held against each other. Pure: what it compares, it is given as bytes.
    .target(
      name: "Comparison", dependencies: ["Experiment", "OffprintCore", "Interop"],
      resources: ["Page/comparison.css", "Page/comparison.js"].map { .embedInCode($0) }, swiftSettings: common),

    // How a report looks: each template a folder of HTML, CSS, script and page style, built into the program so that an
    // installed binary carries them. They import nothing; `Templates` has what they share and knows their names.
    template("ArticleTemplate", "article"), template("TwoColumnTemplate", "two-column"),
    template("BriefTemplate", "brief"),
    .target(
      name: "Templates", dependencies: ["ArticleTemplate", "TwoColumnTemplate", "BriefTemplate"],
      path: "templates/shared",
      resources: [
        "start.html", "head.html", "end.html", "title-block.html", "contents.html", "notices.html", "abstract.html",
        "provenance.html",
        "foot.html",
        "base.css", "theme.js", "page.css", "page.js", "numbers.js", "tables.js", "data.js", "preview.css",
        "preview.js", "math.css", "figures.css", "figures.js", "values.css", "values.js", "sphere.css", "sphere.js",
        "sphere-model.js", "sphere-painter.js", "sphere-classes.js", "sphere-layout.js", "sphere-hands.js",
        "sphere-cursor.js", "sphere-controls.js",
      ].map { .embedInCode($0) }, swiftSettings: common),

    // Floor 3: takes records as values; never sees the store or the trainer.
    .target(
      name: "Report",
      dependencies: [
        "Notebook", "Bibliography", "Experiment", "Plotting", "Mathematics", "Templates", "OffprintCore", "Interop",
      ],
      swiftSettings: common),

    // Floor 4: commands. CommandLineParser knows options and help, nothing of Offprint.
    .target(name: "CommandLineParser", dependencies: [], swiftSettings: common),
    .executableTarget(
      name: "offprint",
      dependencies: [
        "CommandLineParser", "Report", "Comparison", "Exchange", "Notebook", "Training", "RunStore", "Plotting",
        "Mathematics",
        "NeuralNetwork", "Experiment",
        "OffprintCore", "KernelSets", "Kernels", "Interop",
      ],
      swiftSettings: common),

    // Not part of the program: the legs of `make bench`. It measures, so it sees the clock and the environment too.
    .executableTarget(
      name: "offprint-bench",
      dependencies: [
        "Notebook", "Training", "Plotting", "NeuralNetwork", "KernelSets", "Kernels", "Experiment", "OffprintCore",
        "Interop",
      ],
      path: "benchmarks/Sources", swiftSettings: common + benchmarkFlags),

    // What tests share: temporary directories, snapshots, other programs that read our files, the built program itself.
    .target(name: "TestSupport", dependencies: [], path: "Tests/TestSupport", swiftSettings: common),

    .testTarget(
      name: "ReportTests",
      dependencies: [
        "Report", "Notebook", "Experiment", "Plotting", "Mathematics", "Templates", "OffprintCore", "Interop",
        "TestSupport",
      ],
      exclude: ["Snapshots", "check_html.py"], swiftSettings: common),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "Training", "RunStore", "NeuralNetwork", "KernelSets", "Kernels", "Experiment", "OffprintCore", "Interop",
        "TestSupport",
      ],
      swiftSettings: common),
    .testTarget(
      name: "RunStoreTests", dependencies: ["RunStore", "Experiment", "OffprintCore", "Interop", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "ComparisonTests", dependencies: ["Comparison", "Experiment", "OffprintCore", "Interop", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "ExchangeTests",
      dependencies: [
        "Exchange", "Training", "NeuralNetwork", "Kernels", "Experiment", "OffprintCore", "Interop", "TestSupport",
      ],
      exclude: ["Snapshots"], swiftSettings: common),
    .testTarget(name: "InteropTests", dependencies: ["Interop", "TestSupport"], swiftSettings: common),
    .testTarget(
      name: "PlottingTests", dependencies: ["Plotting", "OffprintCore", "Interop", "TestSupport"],
      exclude: ["Snapshots"], swiftSettings: common),
    .testTarget(
      name: "MathematicsTests", dependencies: ["Mathematics", "OffprintCore", "Interop", "TestSupport"],
      exclude: ["Fixtures"],
      swiftSettings: common),
    .testTarget(
      name: "NotebookTests", dependencies: ["Notebook", "Experiment", "OffprintCore", "Interop", "TestSupport"],
      exclude: ["Fixtures"], swiftSettings: common),
    .testTarget(name: "KernelsTests", dependencies: ["Kernels", "KernelSets"], swiftSettings: common),
    .testTarget(
      name: "CommandLineParserTests", dependencies: ["CommandLineParser", "TestSupport"], exclude: ["Snapshots"],
      swiftSettings: common),
    .testTarget(name: "BibliographyTests", dependencies: ["Bibliography", "OffprintCore"], swiftSettings: common),
    .testTarget(name: "ExperimentTests", dependencies: ["Experiment", "OffprintCore"], swiftSettings: common),
    .testTarget(name: "OffprintCoreTests", dependencies: ["OffprintCore"], swiftSettings: common),
    .testTarget(
      name: "NeuralNetworkTests", dependencies: ["NeuralNetwork", "KernelSets", "Kernels", "OffprintCore"],
      exclude: ["Reference"],
      swiftSettings: common),
    // Runs the built program as a process, so it depends on no module of it.
    .testTarget(
      name: "EndToEndTests", dependencies: ["TestSupport"], exclude: ["preview_client.py"], swiftSettings: common),
  ] + kernelSets
)
