"""Writes optimizer_reference.json: parameters and learning rates as PyTorch computes them.

Run from anywhere with PyTorch installed: python3 make_optimizer_reference.py
Gradients are made from a formula (no random numbers), so that the file can be made again from any version.
"""

import json
import math
import pathlib

import torch

COUNT, STEPS = 21, 12


def gradient(step):
    return [math.sin(1.7 * step + 0.9 * i) * (10.0 ** ((i % 5) - 3)) for i in range(COUNT)]


def start():
    return [math.cos(0.7 * i) for i in range(COUNT)]


def run(make, schedule=None, clip=None):
    parameter = torch.nn.Parameter(torch.tensor(start(), dtype=torch.float32))
    optimizer = make([parameter])
    scheduler = schedule(optimizer) if schedule else None
    states, norms = [], []
    for step in range(STEPS):
        parameter.grad = torch.tensor(gradient(step), dtype=torch.float32)
        norm = torch.nn.utils.clip_grad_norm_([parameter], clip if clip else math.inf)
        norms.append(float(norm))
        optimizer.step()
        if scheduler:
            scheduler.step()
        states.append([float(v) for v in parameter.detach()])
    return {"parameters": states, "norms": norms}


def rates(make_scheduler, steps, momentum=False):
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.AdamW([parameter], lr=0.01)
    scheduler = make_scheduler(optimizer)
    values = []
    for step in range(steps):
        group = optimizer.param_groups[0]
        values.append([group["lr"], group["betas"][0]] if momentum else [group["lr"]])
        optimizer.step()
        if step < steps - 1:
            scheduler.step()
    return values


O, L = torch.optim, torch.optim.lr_scheduler
reference = {
    "torch": torch.__version__,
    "start": start(),
    "gradients": [gradient(s) for s in range(STEPS)],
    "optimizers": {
        "sgd": run(lambda p: O.SGD(p, lr=0.1)),
        "sgd-momentum": run(lambda p: O.SGD(p, lr=0.1, momentum=0.9)),
        "sgd-nesterov": run(lambda p: O.SGD(p, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.05)),
        "adam": run(lambda p: O.Adam(p, lr=0.01)),
        "adam-decay": run(lambda p: O.Adam(p, lr=0.01, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.1)),
        "adamw": run(lambda p: O.AdamW(p, lr=0.01, weight_decay=0.3)),
        "adamw-clipped": run(lambda p: O.AdamW(p, lr=0.01, weight_decay=0.01), clip=0.5),
        "adamw-one-cycle": run(
            lambda p: O.AdamW(p, lr=0.01, weight_decay=0.01),
            lambda o: L.OneCycleLR(o, max_lr=0.01, total_steps=STEPS + 1),
        ),
        "sgd-one-cycle": run(
            lambda p: O.SGD(p, lr=0.1, momentum=0.9), lambda o: L.OneCycleLR(o, max_lr=0.1, total_steps=STEPS + 1)
        ),
    },
    "schedules": {
        "one-cycle": rates(lambda o: L.OneCycleLR(o, max_lr=0.01, total_steps=97), 97, momentum=True),
        "one-cycle-other": rates(
            lambda o: L.OneCycleLR(
                o, max_lr=0.01, total_steps=40, pct_start=0.15, div_factor=10, final_div_factor=100, cycle_momentum=False
            ),
            40,
        ),
        "step": rates(lambda o: L.StepLR(o, step_size=20, gamma=0.3), 90),
        "cosine": rates(lambda o: L.CosineAnnealingLR(o, T_max=60, eta_min=0.001), 60),
    },
}
path = pathlib.Path(__file__).with_name("optimizer_reference.json")
path.write_text(json.dumps(reference, indent=None, separators=(",", ":")).replace('],"', '],\n"') + "\n")
