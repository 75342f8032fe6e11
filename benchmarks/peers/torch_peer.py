"""PyTorch: the networks of ../networks.md, trained as its tutorials would, with the fast path wherever there is one (fused
AdamW, no gradients cleared to zeros, images standardized once)."""

import math

import conversation


def introduce(options):
    import torch

    torch.set_num_threads(options["threads"])
    torch.manual_seed(1)
    images, labels = conversation.load(options["data"])
    data = torch.from_numpy(images).unsqueeze(1), torch.from_numpy(labels).long()
    modes = ["eager", "channels-last", "compile", "compile, channels-last"]
    introduction = {"name": "PyTorch", "version": torch.__version__, "modes": modes}
    return introduction, lambda network, batch, mode: training(network, batch, mode, data)


def block(inputs, outputs, kernel, stride):
    from torch import nn

    convolution = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
    return [convolution, nn.BatchNorm2d(outputs), nn.ReLU()]


def body(network):
    from torch import nn

    if network == "cnn4":
        layers = block(1, 8, 5, 2) + block(8, 16, 3, 2) + block(16, 32, 3, 2) + block(32, 64, 3, 2)
        return nn.Sequential(*layers, nn.Flatten(), nn.Linear(256, 64)), 64
    if network == "wide":
        layers = block(1, 32, 3, 1) + block(32, 32, 3, 2) + block(32, 64, 3, 1) + block(64, 64, 3, 2)
        return nn.Sequential(*layers, nn.Flatten(), nn.Linear(64 * 49, 64)), 64
    if network == "lenet":
        layers = [nn.Conv2d(1, 20, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(20, 50, 5), nn.ReLU(), nn.MaxPool2d(2)]
        layers += [nn.Flatten(), nn.Linear(800, 500), nn.ReLU(), nn.Dropout(0.5), nn.Linear(500, 64)]
        return nn.Sequential(*layers), 64
    if network == "mlp":
        return nn.Sequential(nn.Flatten(), nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 256)), 256
    raise ValueError(f"no network {network}")


def model(network):
    import torch
    from torch import nn
    from torch.nn import functional

    class Softmax(nn.Module):
        def __init__(self):
            super().__init__()
            self.body, size = body(network)
            self.classes = nn.Linear(size, 10)

        def forward(self, images, labels):
            return functional.cross_entropy(self.classes(self.body(images)), labels)

    class ArcFace(nn.Module):
        def __init__(self, scale=30.0, margin=0.5):
            super().__init__()
            self.body, size = body(network)
            self.weight = nn.Parameter(torch.randn(10, size))
            self.scale, self.margin = scale, margin

        def forward(self, images, labels):
            cosines = functional.linear(functional.normalize(self.body(images)), functional.normalize(self.weight))
            cosines = cosines.clamp(-1 + 1e-7, 1 - 1e-7)
            true = labels.unsqueeze(1)
            angle = torch.acos(cosines.gather(1, true)) + self.margin
            logits = cosines.scatter(1, true, torch.cos(angle.clamp(max=math.pi)))
            return functional.cross_entropy(self.scale * logits, labels)

    return ArcFace() if network in ("cnn4", "wide") else Softmax()


def training(network, batch, mode, data):
    import torch

    images, labels = data
    net = model(network).train()
    if "channels-last" in mode:
        net = net.to(memory_format=torch.channels_last)
        images = images.contiguous(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(net.parameters(), lr=0.01, weight_decay=0.01, fused=True)
    steps_per_epoch = len(labels) // batch
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.01, total_steps=steps_per_epoch * 100_000)
    forward = torch.compile(net) if "compile" in mode else net
    place, order = steps_per_epoch, None

    def steps(count):
        nonlocal place, order
        for _ in range(count):
            if place == steps_per_epoch:
                place, order = 0, torch.randperm(len(labels))
            chosen = order[place * batch : (place + 1) * batch]
            place += 1
            loss = forward(images[chosen], labels[chosen])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
        return loss.item()

    return steps


if __name__ == "__main__":
    conversation.speak(introduce)
