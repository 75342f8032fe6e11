"""A store with the runs of a published report, so that a report of full size can be timed where nobody has trained it. Records
are what the report's evidence and results.json say; features are made up around made-up class weights, as many and as large as
the real ones, since a report's evidence keeps places on spheres and no features."""

import gzip
import hashlib
import json
import random
import struct


def store(report, directory):
    """Writes the runs of the report in the folder `report` as a store at `directory`."""
    evidence = json.loads(gzip.decompress((report / "evidence.json.gz").read_bytes()))
    results = json.loads((report / "results.json").read_text())
    settings = {one["name"]: one["settings"] for one in results["configurations"]}
    specs = {run["id"]: settings[run["configuration"]] | {"seed": run["seed"]} for run in results["runs"]}
    spheres = {one["run"]: one for one in evidence["spheres"] if one.get("moments")}
    for run in evidence["runs"]:
        place = directory / "runs" / run["id"]
        place.mkdir(parents=True)
        record = record_of(run, specs[run["id"]], evidence)
        if run["id"] in spheres:
            record |= features(spheres[run["id"]], place)
        write(record, place / "run.json")


def record_of(run, spec, evidence):
    epochs = run["epochs"]
    count = len(epochs["testAccuracy"])
    failure = run.get("failure")
    return {key: run[key] for key in ("confusion", "geometry", "id", "weightsDigest", "embeddingsDigest") if key in run} | {
        "data": evidence["data"]["used"], "engineVersion": evidence["versions"]["engine"], "spec": spec,
        "epochs": [{"epoch": index + 1} | {key: epochs[key][index] for key in epochs} for index in range(count)],
        "provenance": {
            "imagesPerSecond": [20_000.0] * count, "instructionSet": "forged", "machine": "forged", "offprintVersion": "0",
            "seconds": 1.0,
        },
        "status": {"state": "failed", "failure": failure} if failure else {"state": "finished"},
    }


def features(sphere, place):
    """Writes the test features of each moment of a sphere, and gives what the run's record says of them."""
    labels = bytes.fromhex(sphere["labels"])
    entries = {"snapshots": []}
    for moment in sphere["moments"]:
        predictions = bytes(a ^ b for a, b in zip(bytes.fromhex(moment["predictions"]), labels))
        data = tensors(labels, predictions, sphere["dimension"])
        digest = hashlib.sha256(data).hexdigest()
        if moment["epoch"] == sphere["epoch"]:
            entries["embeddingsDigest"] = digest
            (place / "embeddings.safetensors").write_bytes(data)
        else:
            entries["snapshots"].append({"epoch": moment["epoch"], "digest": digest})
            (place / f"epoch-{moment['epoch']}.safetensors").write_bytes(data)
    return entries


def tensors(labels, predictions, dimension):
    """A safetensors file as Offprint writes embeddings."""
    numbers = random.Random(1)
    weights = [[numbers.gauss(0, 1) for _ in range(dimension)] for _ in range(max(labels) + 1)]
    points = [3 * weight + numbers.gauss(0, 0.6) for label in labels for weight in weights[label]]
    parts = [
        ("class_weights", "F32", [len(weights), dimension], struct.pack(f"<{len(weights) * dimension}f", *sum(weights, []))),
        ("features", "F32", [len(labels), dimension], struct.pack(f"<{len(points)}f", *points)),
        ("labels", "U8", [len(labels)], labels), ("predictions", "U8", [len(labels)], predictions),
    ]
    header, start = {}, 0
    for name, kind, shape, data in parts:
        header[name] = {"dtype": kind, "shape": shape, "data_offsets": [start, start + len(data)]}
        start += len(data)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + b"".join(data for *_, data in parts)


def write(record, path):
    """As Offprint writes records, with the digest of the record itself as its last key."""
    text = json.dumps(record, sort_keys=True, indent=2, separators=(",", " : "))
    digest = hashlib.sha256((text + "\n").encode()).hexdigest()
    path.write_text(text.removesuffix("\n}") + f',\n  "sha256" : "{digest}"\n}}\n')
