#!/usr/bin/env python3
"""Writes training-reference.json: ten steps of PyTorch on small networks, from given weights and batches.

Run with a Python that has torch; written with torch 2.13. The result is committed.
"""
import json
import math
import os

import torch
import torch.nn as nn
import torch.nn.functional as F

STEPS = 10
SIDE = 9


class Layer(nn.Module):
    """One notebook layer; its children carry the names that tensors have on disk."""

    def __init__(self, **children):
        super().__init__()
        for name, child in children.items():
            self.add_module(name, child)

    def forward(self, x):
        for child in self.children():
            if isinstance(child, nn.Linear):
                x = x.flatten(1)
            x = child(x)
        return x


def activation(name):
    return {"relu": {"relu": nn.ReLU()}, "prelu": {"prelu": nn.PReLU()}, "none": {}}[name]


def pair(value):
    return tuple(value) if isinstance(value, list) else (value, value)


def build(settings, channels):
    layers, shape = [], torch.zeros(2, channels, SIDE, SIDE)
    for s in settings:
        kind = s["name"]
        if kind == "conv":
            kernel = pair(s.get("kernel", 3))
            padding = pair(s["padding"]) if "padding" in s else (kernel[0] // 2, kernel[1] // 2)
            norm = s.get("batch-norm", True)
            children = {"conv": nn.Conv2d(shape.shape[1], s["channels"], kernel, s.get("stride", 1), padding,
                                          bias=s.get("bias", not norm))}
            if norm:
                children["bn"] = nn.BatchNorm2d(s["channels"])
            children |= activation(s.get("activation", "relu"))
        elif kind in ("linear", "embedding"):
            norm = s.get("batch-norm", False)
            children = {"linear": nn.Linear(shape[0].numel(), s["size"], bias=s.get("bias", not norm))}
            if norm:
                children["bn"] = nn.BatchNorm1d(s["size"])
            children |= activation(s.get("activation", "none"))
        elif kind == "batch-norm":
            children = {"bn": nn.BatchNorm2d(shape.shape[1])}
        elif kind == "prelu":
            children = {"prelu": nn.PReLU(1 if s.get("shared", True) else shape.shape[1])}
        elif kind == "relu":
            children = {"relu": nn.ReLU()}
        elif kind == "max-pool":
            children = {"pool": nn.MaxPool2d(s["size"], s.get("stride", s["size"]), s.get("padding", 0))}
        elif kind == "average-pool":
            children = {"pool": nn.AvgPool2d(s["size"], s.get("stride", s["size"]), s.get("padding", 0))}
        layer = Layer(**children)
        layer.eval()
        with torch.no_grad():
            shape = layer(shape)
        layers.append(layer)
    return nn.Sequential(*layers)


class Network(nn.Module):
    def __init__(self, case):
        super().__init__()
        self.layers = build(case["layers"], 1)
        size = case["layers"][-1]["size"]
        self.head = nn.Linear(size, 10) if case["head"] == "softmax" else nn.Linear(size, 10, bias=False)
        self.case = case

    def loss(self, x, y):
        features = self.layers(x)
        if self.case["head"] == "softmax":
            return F.cross_entropy(self.head(features), y)
        cosines = F.linear(F.normalize(features), F.normalize(self.head.weight))
        theta = torch.acos(cosines.gather(1, y[:, None]).clamp(-1 + 1e-7, 1 - 1e-7))
        angle = theta + 0.5
        # psi continues downwards past pi: -cos(a) - 2.
        target = torch.where(angle > math.pi, -torch.cos(angle) - 2, torch.cos(angle))
        return F.cross_entropy(16 * cosines.scatter(1, y[:, None], target), y)


CASES = [
    {"name": "softmax, SGD with Nesterov momentum", "head": "softmax",
     "optimizer": {"name": "sgd", "rate": 0.02, "momentum": 0.9, "nesterov": True, "weight-decay": 0.0005},
     "layers": [
         {"name": "conv", "channels": 4, "kernel": [3, 2], "padding": 1, "stride": 2, "batch-norm": False,
          "activation": "none", "bias": True},
         {"name": "batch-norm"}, {"name": "relu"}, {"name": "max-pool", "size": 3, "stride": 2, "padding": 1},
         {"name": "prelu", "shared": False}, {"name": "linear", "size": 17, "activation": "relu"},
         {"name": "embedding", "size": 6}]},
    {"name": "ArcFace, AdamW", "head": "arcface",
     "optimizer": {"name": "adamw", "rate": 0.005, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weight-decay": 0.01},
     "layers": [
         {"name": "conv", "channels": 8, "kernel": 5, "stride": 2}, {"name": "conv", "channels": 16, "stride": 2},
         {"name": "embedding", "size": 8}]},
    {"name": "ArcFace, Adam", "head": "arcface",
     "optimizer": {"name": "adam", "rate": 0.003, "beta1": 0.9, "beta2": 0.99, "epsilon": 1e-6, "weight-decay": 0.001},
     "layers": [
         {"name": "average-pool", "size": 3, "stride": 2, "padding": 1},
         {"name": "conv", "channels": 5, "activation": "prelu"},
         {"name": "linear", "size": 12, "batch-norm": True, "activation": "prelu"},
         {"name": "embedding", "size": 3, "batch-norm": True}]},
]


def optimizer(setting, parameters):
    decay = setting["weight-decay"]
    if setting["name"] == "sgd":
        return torch.optim.SGD(parameters, setting["rate"], setting["momentum"], nesterov=setting["nesterov"],
                               weight_decay=decay)
    kind = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[setting["name"]]
    return kind(parameters, setting["rate"], (setting["beta1"], setting["beta2"]), setting["epsilon"], decay)


def tensors(network):
    return [{"name": name, "shape": list(t.shape), "values": [float(f"{v:.9g}") for v in t.flatten().tolist()]}
            for name, t in network.state_dict().items() if not name.endswith("num_batches_tracked")]


def main():
    torch.set_num_threads(1)
    torch.manual_seed(7)
    images, cases = 40, []
    bytes_ = torch.randint(0, 256, (images, 1, SIDE, SIDE))
    labels = torch.randint(0, 10, (images,))
    x = (bytes_.float() / 255 - 0.5) / 0.3
    for case in CASES:
        network = Network(case)
        with torch.no_grad():
            for p in network.parameters():
                p += 0.1 * torch.randn_like(p)
        initial = tensors(network)
        network.train()
        rule = optimizer(case["optimizer"], network.parameters())
        losses = []
        for step in range(STEPS):
            batch = [(step * 13 + i) % images for i in range(36)]
            rule.zero_grad()
            loss = network.loss(x[batch], labels[batch])
            loss.backward()
            rule.step()
            losses.append(float(f"{loss.item():.9g}"))
        cases.append(case | {"initial": initial, "losses": losses, "final": tensors(network)})
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "training-reference.json")
    with open(path, "w") as file:
        json.dump({"torch": torch.__version__, "batch": 36, "stride": 13, "mean": 0.5, "deviation": 0.3,
                   "pixels": bytes_.flatten().tolist(), "labels": labels.tolist(), "cases": cases},
                  file, separators=(",", ":"))
        file.write("\n")
    print(os.path.getsize(path), [c["losses"] for c in cases])


main()
