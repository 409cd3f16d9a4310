"""The PyTorch side of `npm run bench -- engine`: reads "train N", "predict N" or "memory", answers a line of JSON."""

import json
import sys
import time

import torch

from losses import structures_of


def settings():
    """What the benchmark asks for: batch, size, threads, order ('first' or 'last': where channels are in memory)."""
    chosen = json.loads(sys.argv[1])
    torch.set_num_threads(chosen["threads"])
    torch.manual_seed(chosen["seed"])
    return chosen


def in_order(chosen, thing, dimensions=2):
    """A network or a tensor with its channels where the setting wants them."""
    if chosen["order"] == "first":
        return thing
    return thing.to(memory_format=torch.channels_last if dimensions == 2 else torch.channels_last_3d)


def peak_mb():
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 / 1e6 for line in status if line.startswith("VmHWM"))
    except OSError:
        return None


def answer(net, train, predict):
    """Answers until the input ends. `train` and `predict` take one step and give a number that depends on all of it."""
    steps = {"train": train, "predict": predict}
    print(json.dumps({"parameters": sum(each.numel() for each in net.parameters() if each.requires_grad)}), flush=True)
    for line in sys.stdin:
        what, *count = line.split()
        if what == "memory":
            print(json.dumps(peak_mb()), flush=True)
            continue
        times = []
        for _ in range(int(count[0])):
            start = time.perf_counter()
            steps[what]()
            times.append((time.perf_counter() - start) * 1e3)
        print(json.dumps(times), flush=True)


def compare(chosen, net, loss_of, output):
    """Trains and predicts with one input channel, as the benchmark asks for."""
    adam = torch.optim.Adam(net.parameters(), 1e-4)
    dimensions = len(chosen["size"])
    images = torch.randn(chosen["batch"], 1, *chosen["size"])
    truth = in_order(chosen, structures_of(images, chosen["structures"]), dimensions)
    images = in_order(chosen, images, dimensions)

    def train():
        net.train()
        adam.zero_grad(set_to_none=True)
        loss = loss_of(net(images), truth)
        loss.backward()
        adam.step()
        return loss.item()

    def predict():
        net.eval()
        with torch.no_grad():
            return output(net(images)).sum().item()

    answer(net, train, predict)
