#!/usr/bin/env python3
"""Runs the benchmark: interleaved rounds of short legs, one table, the ratios, and RESULTS.md. README.md explains it.

A leg is one measurement: one network, one library, one way of using the machine. Ours are processes of offprint-bench; a
peer stays alive between its legs, so that it compiles each network once. Exactly one leg runs at a time.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import measuring
import peers
import results
import table1

HERE = pathlib.Path(__file__).resolve().parent
NETWORKS = ["cnn4", "wide", "lenet", "mlp"]
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def options():
    parser = argparse.ArgumentParser(description="Offprint's benchmark; ‘make bench’ builds first and calls this.")
    parser.add_argument("--bin", required=True, type=pathlib.Path, help="where offprint-bench and offprint were built")
    parser.add_argument("--quick", action="store_true", help="two short rounds, no compiled modes of PyTorch")
    parser.add_argument("--table1", action="store_true", help="only time the whole of Table 1 at one seed")
    parser.add_argument("--networks", nargs="+", default=NETWORKS, choices=NETWORKS, help="only these networks")
    parser.add_argument("--no-peers", action="store_true", help="Offprint alone")
    parser.add_argument("--output", type=pathlib.Path, default=HERE / "RESULTS.md", help="what to write")
    return parser.parse_args()


def our_legs(networks, kernels):
    """Every way of training with Offprint, as keys: (library, setup, network, batch, mode)."""
    legs = []
    for network in networks:
        legs += [("Offprint", "one", network, 64, name) for name in kernels]
        if CORES > 1:
            legs += [("Offprint", setup, network, 64, kernels[0]) for setup in ("all", "sweep")]
    return legs


def busy_cores(seconds=2.0):
    """How many cores other processes keep busy right now. (A load average remembers what ended a minute ago.)"""
    def ticks():
        with open("/proc/stat") as file:
            user, nice, system, idle, waiting, *rest = map(int, file.readline().split()[1:])
        return user + nice + system + sum(rest[:3]), idle + waiting
    try:
        before = ticks()
        time.sleep(seconds)
        after = ticks()
    except OSError:
        # Not Linux: the load average is what there is.
        return os.getloadavg()[0]
    busy, idle = after[0] - before[0], after[1] - before[1]
    return (os.cpu_count() or 1) * busy / max(1, busy + idle)


def survey(companies, networks, modes_of, seconds, note):
    """Every mode of every peer once and short, to find the best. Cores together and one process a core are tried in the modes
    that were good on one thread, and always in the first."""
    found = {}
    for name, company in companies.items():
        for network in networks:
            for batch in (64, 256):
                modes = modes_of(name, network)
                keys = [(name, "one", network, batch, mode) for mode in modes]
                measure_all(company, keys, seconds, found, note)
                ranked = sorted((key for key in keys if key in found), key=found.get, reverse=True)
                good = {modes[0]} | {key[4] for key in ranked[:2]}
                setups = [setup for setup in company.setups if setup != "one"]
                keys = [(name, setup, network, batch, mode) for setup in setups for mode in modes if mode in good]
                measure_all(company, keys, seconds, found, note)
    return found


def measure_all(company, keys, seconds, found, note):
    for key in keys:
        rate = company.measure(key, seconds, note)
        if rate is not None:
            found[key] = rate


def finalists(found):
    """The legs of peers that every round repeats: the plain mode at batch 64, and the best of each library, setup, network."""
    chosen = []
    for library, setup, network in dict.fromkeys(key[:3] for key in found):
        keys = [key for key in found if key[:3] == (library, setup, network)]
        plain = next((key for key in keys if key[3] == 64), keys[0])
        chosen += list(dict.fromkeys([plain, max(keys, key=found.get)]))
    return chosen


def main():
    arguments = options()
    program = measuring.Program(arguments.bin / "offprint-bench", HERE / "networks.md")
    if arguments.table1:
        table1.report(arguments.bin / "offprint", HERE / "TABLE1.md")
        return
    rounds, seconds, surveyed = (2, 0.6, 0.4) if arguments.quick else (5, 1.2, 0.6)
    notes = []

    def note(text):
        if text not in notes:
            notes.append(text)
            print(f"note: {text}", flush=True)

    start = time.monotonic()
    busy = busy_cores()
    if busy > 0.2:
        note(f"the machine was not quiet: {busy:.1f} cores were busy before the start; the figures are only worth so much")
    described = program.call("describe")
    kernels = described["kernels"]
    with tempfile.TemporaryDirectory() as directory:
        data = program.call("export", to=directory)["data"]
        program.data = directory
        print(f"data: {data}; {CORES} cores; kernels: {', '.join(kernels)}", flush=True)
        companies = {} if arguments.no_peers else peers.start(directory, CORES, note)
        try:
            def modes_of(name, network):
                modes = companies[name].modes
                if arguments.quick:
                    modes = [mode for mode in modes if "compile" not in mode]
                # There is nothing to order in a network without images behind its first layer.
                return [mode for mode in modes if network != "mlp" or "channels-last" not in mode]

            if arguments.quick and companies:
                note("QUICK: PyTorch's compiled modes were left out, and medians are of two rounds")
            print("survey of the peers' modes …", flush=True)
            found = survey(companies, arguments.networks, modes_of, surveyed, note)
            mine = our_legs(arguments.networks, kernels)
            theirs = finalists(found)
            measured = measuring.Rounds()
            for turn in range(rounds):
                print(f"round {turn + 1} of {rounds}, {time.monotonic() - start:.0f} s …", flush=True)
                program.machine(measured, note)
                for network in arguments.networks:
                    for key in mine + theirs:
                        if key[2] != network:
                            continue
                        rate = (
                            program.train(key, seconds, CORES, measured)
                            if key[0] == "Offprint" else companies[key[0]].measure(key, seconds, note)
                        )
                        if rate is not None:
                            measured.add(key, rate)
                    program.layers(network, seconds / 2, measured)
            for company in companies.values():
                measured.memory[company.name] = company.peak_kilobytes
        finally:
            for company in companies.values():
                company.end()
    context = results.Context(
        measured=measured, survey=found, flop=described["flop"], cores=CORES, data=data, kernels=kernels,
        networks=arguments.networks, versions=described["libraries"], companies=companies, notes=notes, rounds=rounds,
        minutes=(time.monotonic() - start) / 60, root=HERE.parent)
    text = results.text(context)
    print("\n" + text)
    arguments.output.write_text(results.page(text, context))
    print(f"written to {arguments.output}")


if __name__ == "__main__":
    try:
        main()
    except (subprocess.CalledProcessError, measuring.LegFailed) as error:
        sys.exit(f"benchmark: {error}")
