import Foundation
import TestSupport
import Testing

/// A notebook's runs and report, made once for all of these tests.
private enum Exported {
  static let sandbox: Result<Sandbox, any Error> = Result {
    let sandbox = try Sandbox()
    try sandbox.write(Notebooks.exported, to: "small.md")
    let outcome = try sandbox.run(["run", "--quiet", "small.md"])
    guard outcome.status == 0 else { throw Failure(output: outcome.error) }
    return sandbox
  }

  struct Failure: Error {
    var output: String
  }
}

extension Notebooks {
  /// With text of every kind that a notebook in Jupyter can hold, and a claim.
  static let exported =
    small + """

      The price is \\$5 and the loss is $-\\log p$, with *one* [link](https://example.org) and `code`.[^note]

      $$a \\le b$$ {#eq-bound}

      As @eq-bound says, a | b.

      ```{claim} claim-better
      quote: a quotation
      metric: accuracy
      run: arcface
      above: softmax
      ```

      [^note]: A note.

      """
}

@Suite("Exports read by the tools that they are for", .serialized)
struct ExportTests {
  private func check(_ sandbox: Sandbox, _ arguments: [String], _ environment: [String: String] = [:]) throws -> Outcome
  {
    let outcome = try sandbox.run(["export"] + arguments, environment: environment)
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.error)")
    return outcome
  }

  private func folder(_ sandbox: Sandbox, _ path: String) -> URL { sandbox.directory.appending(path: path) }

  // MARK: - ONNX

  @Test(
    "a run as ONNX: sound, with the run's own weights, dynamic in its batch",
    .enabled(
      if: Python.with("onnx", "onnxruntime", "safetensors") != nil,
      Python.lack(of: "onnx", "onnxruntime", "safetensors")))
  func onnx() throws {
    let sandbox = try Exported.sandbox.get()
    _ = try check(
      sandbox, ["onnx", "--notebook", "small.md", "--cell", "arcface", "--seed", "1", "-o", "out/model.onnx"])
    _ = try check(
      sandbox,
      [
        "onnx", "--notebook", "small.md", "--cell", "arcface", "--seed", "1", "-o", "bytes.onnx", "--pixels", "bytes",
      ])
    let python = try #require(Python.with("onnx", "onnxruntime", "safetensors"))
    let outcome = try python.run(
      [
        "-c",
        """
        import glob, json
        import numpy as np, onnx, onnxruntime
        from safetensors.numpy import load_file
        model = onnx.load("out/model.onnx")
        onnx.checker.check_model(model, full_check=True)
        told = {p.key: p.value for p in model.metadata_props}
        weights = load_file(f".offprint/runs/{told['run']}/weights.safetensors")
        constants = {t.name: onnx.numpy_helper.to_array(t) for t in model.graph.initializer}
        for name, tensor in weights.items():
            assert constants[name].tobytes() == tensor.tobytes(), name
        assert json.loads(told["settings"])["loss"]["name"] == "arcface"
        a = onnxruntime.InferenceSession("out/model.onnx", providers=["CPUExecutionProvider"])
        b = onnxruntime.InferenceSession("bytes.onnx", providers=["CPUExecutionProvider"])
        for count in (1, 5, 33):
            pixels = np.random.default_rng(count).integers(0, 256, (count, 1, 28, 28)).astype(np.float32)
            x, y = a.run(None, {"images": pixels / 255}), b.run(None, {"images": pixels})
            assert x[0].shape == (count, 10) and x[1].shape == (count, 3), x[0].shape
            assert np.abs(x[0] - y[0]).max() < 1e-4 and np.abs(x[0]).max() <= 16.0001
        assert open("out/model.onnx", "rb").read().find(b"/home") < 0
        print("fine", onnx.__version__, onnxruntime.__version__)
        """,
      ], in: sandbox.directory)
    #expect(outcome.output.hasPrefix("fine"), "\(outcome.output)")
  }

  // MARK: - Projector

  @Test(
    "features in TensorBoard's Projector: its server gives tensors, metadata and pictures",
    .enabled(if: Python.with("tensorboard", "numpy") != nil, Python.lack(of: "tensorboard", "numpy")))
  func projector() throws {
    let sandbox = try Exported.sandbox.get()
    _ = try check(sandbox, ["projector", "--notebook", "small.md", "--seed", "1", "--images", "200", "-o", "logs"])
    let python = try #require(Python.with("tensorboard", "numpy"))
    let outcome = try python.run(
      [
        "-c",
        """
        import json, struct, urllib.parse, urllib.request
        import numpy as np
        from tensorboard import program
        board = program.TensorBoard()
        board.configure(argv=["tensorboard", "--logdir", "logs", "--host", "127.0.0.1", "--port", "0", "--load_fast=false"])
        address = board.launch() + "data/plugin/projector/"
        def get(route, **query):
            return urllib.request.urlopen(address + route + "?" + urllib.parse.urlencode(query), timeout=60).read()
        runs = json.loads(get("runs"))
        assert runs == ["."], runs
        listed = json.loads(get("info", run="."))["embeddings"]
        assert len(listed) == 4, listed
        for entry in listed:
            name = entry["tensorName"]
            assert entry["tensorShape"] == [200, 3], entry
            tensor = np.frombuffer(get("tensor", run=".", name=name), "<f4").reshape(200, 3)
            assert np.isfinite(tensor).all() and tensor.std() > 0
            assert np.array_equal(tensor, np.loadtxt("logs/" + entry["tensorPath"], dtype=np.float32, ndmin=2))
            lines = get("metadata", run=".", name=name).decode().splitlines()
            assert lines[0].split("\\t")[:3] == ["class", "prediction", "correct"] and len(lines) == 201
            assert all((a == b) == (c == "yes") for a, b, c, _ in (line.split("\\t") for line in lines[1:]))
            picture = get("sprite_image", run=".", name=name)
            assert picture[:8] == bytes([137]) + b"PNG\\r\\n\\x1a\\n"
            assert struct.unpack(">II", picture[16:24]) == (15 * 14, 15 * 14)
            assert entry["sprite"]["singleImageDim"] == [14, 14]
        print("fine")
        """,
      ], in: sandbox.directory)
    #expect(outcome.output.hasSuffix("fine\n"), "\(outcome.output)")
  }

  // MARK: - DVC

  @Test(
    "metrics, parameters and plots by DVC", .enabled(if: Python.with("dvc.repo") != nil, Python.lack(of: "dvc.repo")),
    .enabled(if: Program.tool("git") != nil, "git is not installed"))
  func dvc() throws {
    let sandbox = try Exported.sandbox.get()
    _ = try check(sandbox, ["dvc", "reports/small", "-o", "tracked"])
    // The store says the same as the report does.
    _ = try check(sandbox, ["dvc", "small.md", "-o", "again"])
    #expect(try sandbox.files(below: "tracked") == sandbox.files(below: "again"))
    let python = try #require(Python.with("dvc.repo"))
    let outcome = try python.run(
      [
        "-c",
        """
        import json, os, subprocess, sys
        environment = dict(os.environ, DVC_NO_ANALYTICS="1", GIT_CONFIG_GLOBAL=os.devnull, HOME=os.getcwd())
        def call(*words):
            done = subprocess.run(words, cwd="tracked", env=environment, capture_output=True, text=True, timeout=300)
            assert done.returncode == 0 and "failed to load" not in done.stderr, (words, done.stdout, done.stderr)
            return done.stdout
        def dvc(*words):
            return call(sys.executable, "-m", "dvc", *words)
        call("git", "init", "-q")
        call("git", "config", "user.email", "a@example.org")
        call("git", "config", "user.name", "A")
        dvc("init", "-q")
        call("git", "add", ".")
        call("git", "commit", "-q", "-m", "first")
        metrics = json.loads(dvc("metrics", "show", "--json"))[""]["data"]
        shown = metrics["metrics.json"]["data"]["softmax"]
        results = json.load(open("reports/small/results.json"))
        values = [r["accuracy"] for r in results["runs"] if r["configuration"] == "softmax"]
        assert abs(shown["accuracy"]["mean"] - sum(values) / len(values)) < 1e-9 and shown["seeds"] == 2, shown
        assert metrics["claims.json"]["data"]["claim-better"] == results["claims"][0]["verdict"], metrics
        plots = dvc("plots", "show", "--json")
        for name in ("test-accuracy", "train-accuracy", "train-loss"):
            assert name in json.loads(plots)["data"], plots[:500]
        assert not json.loads(plots).get("errors"), plots[:500]
        text = open("tracked/params.yaml").read()
        open("tracked/params.yaml", "w").write(text.replace("epochs: 2", "epochs: 3", 1))
        changed = json.loads(dvc("params", "diff", "--json"))
        assert sum("epochs" in key for key in changed["params.yaml"]) == 1, changed
        print("fine", dvc("--version").strip())
        """,
      ], in: sandbox.directory)
    #expect(outcome.output.hasPrefix("fine"), "\(outcome.output)")
  }

  // MARK: - MLflow

  @Test(
    "runs by MLflow's own client", .enabled(if: Python.with("mlflow") != nil, Python.lack(of: "mlflow")))
  func mlflow() throws {
    let sandbox = try Exported.sandbox.get()
    _ = try check(sandbox, ["mlflow", "reports/small"], ["SOURCE_DATE_EPOCH": "86400"])
    // The same once more changes nothing, and so is no clash.
    _ = try check(sandbox, ["mlflow", "reports/small"], ["SOURCE_DATE_EPOCH": "86400"])
    let results = try sandbox.text("reports/small/results.json")
    let id = try #require(results.firstMatch(of: #/"id":"([0-9a-f]{64})"/#)?.output.1)
    _ = try check(sandbox, ["mlflow", String(id.prefix(16))])
    let python = try #require(Python.with("mlflow"))
    let outcome = try python.run(
      [
        "-c",
        """
        import json, mlflow
        from mlflow.tracking import MlflowClient
        client = MlflowClient(tracking_uri="file:mlruns")
        names = {e.name: e for e in client.search_experiments()}
        assert {"small", "runs"} <= set(names), names
        experiment = names["small"]
        assert experiment.tags["mlflow.note.content"] == "A small notebook"
        runs = client.search_runs([experiment.experiment_id])
        results = json.load(open("reports/small/results.json"))
        expected = {r["id"]: r for r in results["runs"]}
        assert len(runs) == len(expected) == 8, len(runs)
        for run in runs:
            told = expected[run.data.tags["offprint.run"]]
            assert abs(run.data.metrics["accuracy"] - told["accuracy"]) < 1e-9
            history = client.get_metric_history(run.info.run_id, "test-accuracy")
            assert [m.step for m in history] == [1, 2] and {m.timestamp for m in history} == {86400000}
            assert [round(m.value / 100, 9) for m in history] == [round(v, 9) for v in told["epochs"]["testAccuracy"]]
            assert run.info.status == "FINISHED" and run.info.start_time == 86400000
            assert run.data.params["seed"] == str(told["seed"])
        best = client.search_runs([experiment.experiment_id], "params.`loss.margin` = '0.3'")
        assert len(best) == 2, len(best)
        paths = [a.path for a in client.list_artifacts(runs[0].info.run_id)]
        assert paths == ["confusion.csv", "settings.json"], paths
        assert len(client.search_runs([names["runs"].experiment_id])) == 1
        print("fine", mlflow.__version__)
        """,
      ], in: sandbox.directory,
      environment: ["MLFLOW_ALLOW_FILE_STORE": "true", "MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true"])
    #expect(outcome.output.contains("fine"), "\(outcome.output)")
  }

  // MARK: - Jupyter

  @Test(
    "a report as a Jupyter notebook: valid, runs, and works the report's means out again",
    .enabled(
      if: Python.with("nbformat", "nbconvert", "ipykernel") != nil,
      Python.lack(of: "nbformat", "nbconvert", "ipykernel")))
  func jupyter() throws {
    let sandbox = try Exported.sandbox.get()
    _ = try check(sandbox, ["jupyter", "reports/small"])
    let python = try #require(Python.with("nbformat", "nbconvert", "ipykernel"))
    let outcome = try python.run(
      [
        "-c",
        """
        import nbformat, subprocess, sys
        notebook = nbformat.read("small.ipynb", as_version=nbformat.NO_CONVERT)
        nbformat.validate(notebook)
        assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
        text = "\\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")
        assert "costs" not in text and "&#36;5" in text and "$-\\\\log p$" in text, text
        assert "$$a \\\\le b \\\\tag{1}$$" in text and "a \\\\| b" in text, text
        assert "softmax.accuracy}" not in text, "every reference has its value"
        shown = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs]
        assert any("image/svg+xml" in o.data and "image/png" in o.data for o in shown)
        def convert(*words):
            done = subprocess.run([sys.executable, "-m", "nbconvert", *words], capture_output=True, text=True, timeout=400)
            assert done.returncode == 0, done.stderr
        convert("--to", "html", "small.ipynb")
        page = open("small.html").read()
        assert "A small notebook" in page and "data:image/svg+xml" in page
        convert("--to", "notebook", "--execute", "--output", "again.ipynb", "small.ipynb")
        again = nbformat.read("again.ipynb", as_version=4)
        outputs = [o for c in again.cells if c.cell_type == "code" for o in c.outputs]
        assert not any(o.output_type == "error" for o in outputs)
        tables = [o.data["text/html"] for o in outputs if "text/html" in o.get("data", {})]
        assert any("numbers agree with runs.csv" in t for t in tables) and not any("(printed:" in t for t in tables), tables
        # A number that is not what the runs say is found.
        rows = open("small_files/runs.csv").read().splitlines()
        head = rows[0].split(",")
        place = next(i for i, row in enumerate(rows) if row.startswith("softmax,"))
        cells = rows[place].split(",")
        cells[head.index("accuracy")] = "1"
        rows[place] = ",".join(cells)
        open("small_files/runs.csv", "w").write("\\n".join(rows) + "\\n")
        convert("--to", "notebook", "--execute", "--output", "forged.ipynb", "small.ipynb")
        assert "(printed:" in open("forged.ipynb").read()
        print("fine")
        """,
      ], in: sandbox.directory)
    #expect(outcome.output.hasPrefix("fine"), "\(outcome.output)")
  }

  // MARK: - Without tools

  @Test("the same bytes each time, nothing of the machine in them, and nothing written over")
  func bytes() throws {
    let sandbox = try Exported.sandbox.get()
    let filter = ["--notebook", "small.md", "--cell", "softmax", "--seed", "1"]
    for round in ["first", "second"] {
      _ = try check(sandbox, ["onnx"] + filter + ["-o", "\(round)/a.onnx"])
      _ = try check(sandbox, ["projector"] + filter + ["-o", "\(round)/logs"])
      _ = try check(sandbox, ["dvc", "small.md", "-o", "\(round)/dvc"])
      _ = try check(sandbox, ["mlflow", "small.md", "-o", "\(round)/mlruns"])
      _ = try check(sandbox, ["jupyter", "reports/small", "-o", "\(round)/a.ipynb"])
    }
    let files = try sandbox.files(below: "first")
    #expect(files.count > 100)
    #expect(try files == sandbox.files(below: "second"))
    for (name, bytes) in files {
      for word in [sandbox.directory.path, NSUserName() + "@", ".new"] {
        #expect(!String(decoding: bytes, as: UTF8.self).contains(word), "\(name)")
        #expect(!name.hasSuffix(".new"))
      }
    }
    // What is there and differs stays, unless it is said.
    try sandbox.write("mine", to: "first/dvc/dvc.yaml")
    let refused = try sandbox.run(["export", "dvc", "small.md", "-o", "first/dvc"])
    #expect(refused.status == 2)
    #expect(refused.error.contains("‘first/dvc/dvc.yaml’ would be written over"), "\(refused.error)")
    #expect(try sandbox.text("first/dvc/dvc.yaml") == "mine")
    _ = try check(sandbox, ["dvc", "small.md", "-o", "first/dvc", "--force"])
    #expect(try sandbox.files(below: "first/dvc") == sandbox.files(below: "second/dvc"))
  }

  @Test(
    "mistakes are said",
    arguments: [
      (["onnx"], 2, "no run is named"),
      (["onnx", "ffffffff"], 1, "no run in .offprint begins with ‘ffffffff’"),
      (["onnx", "--notebook", "small.md", "--cell", "arcface"], 2, "2 runs are like that, and an ONNX file holds one"),
      (["onnx", "--notebook", "small.md", "--cell", "arcfac"], 2, "did you mean ‘arcface’?"),
      (["projector", "--loss", "nonsense"], 1, "no stored run is like that"),
      (["dvc", "nothing.md"], 2, "there is no notebook ‘nothing.md’"),
      (["dvc", "reports"], 1, "‘reports’ has no evidence.json.gz"),
      (["dvc", "--seeds", "3", "small.md"], 1, "are not stored: softmax, seed 3"),
      (["jupyter", "small.md"], 2, "‘small.md’ is a notebook, and a report is wanted"),
      (["jupyter", "reports/small", "-o", "a.txt"], 2, "does not end in .ipynb"),
      (["mlflow", "small.md", "reports/small"], 2, "two of them are called ‘small’"),
    ])
  func mistakes(_ arguments: [String], status: Int32, message: String) throws {
    let sandbox = try Exported.sandbox.get()
    let outcome = try sandbox.run(["export"] + arguments)
    #expect(outcome.status == status, "\(outcome.error)")
    #expect(outcome.error.contains(message), "\(outcome.error)")
  }

  @Test("a run that failed has no weights to export, and is exported as failed")
  func failed() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.diverging, to: "a.md")
    #expect(try sandbox.run(["run", "--quiet", "a.md"]).status == 1)
    let filter = ["--notebook", "a.md", "--cell", "wild", "--seed", "1"]
    let network = try sandbox.run(["export", "onnx"] + filter)
    #expect(network.status == 1 && network.error.contains("and has no weights"), "\(network.error)")
    let runs = try sandbox.run(["export", "mlflow", "a.md"])
    #expect(runs.status == 0 && runs.error.contains("failed"), "\(runs.error)")
    let states = try sandbox.files(below: "mlruns").filter { $0.key.hasSuffix("meta.yaml") }.values
      .map { String(decoding: $0, as: UTF8.self) }
    #expect(states.contains { $0.contains("status: 4") })
  }
}
