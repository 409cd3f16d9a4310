"""fcn-tran of networks.md A1 in PyTorch, for one structure."""

import torch
import torch.nn.functional as F
from torch import nn

from losses import sigmoid_loss
from timing import compare, in_order, settings


def mvn(x):
    """To mean 0 and deviation 1 over the pixels of each map; 1e-6 is added to the deviation."""
    centred = x - x.mean((2, 3), keepdim=True)
    return centred / (centred.square().mean((2, 3), keepdim=True).sqrt() + 1e-6)


def crop(x, height, width):
    top, left = (x.shape[2] - height) // 2, (x.shape[3] - width) // 2
    return x[:, :, top : top + height, left : left + width]


def fuse(a, b):
    height, width = min(a.shape[2], b.shape[2]), min(a.shape[3], b.shape[3])
    return (crop(a, height, width) + crop(b, height, width)) / 2


class FcnTran(nn.Module):
    def __init__(self, channels=1):
        super().__init__()
        widths = [64] * 3 + [128] * 4 + [256] * 4 + [512] * 4
        before = [channels, *widths[:-1]]
        self.convs = nn.ModuleList(nn.Conv2d(i, o, 3, padding=1) for i, o in zip(before, widths))
        self.scores = nn.ModuleList(nn.Conv2d(width, 1, 1) for width in (512, 256, 128))
        self.ups = nn.ModuleList(nn.ConvTranspose2d(1, 1, 3, 2, bias=False) for _ in range(3))
        self.last = nn.Conv2d(1, 1, 1)
        self.drop = nn.Dropout(0.5)

    def forward(self, image):
        x = F.pad(mvn(image), (5, 5, 5, 5))
        ends = {}
        for number, conv in enumerate(self.convs, 1):
            if number in (4, 8, 12):
                x = F.max_pool2d(x, 3, 2)
            if number == 12:
                x = self.drop(x)
            x = mvn(F.relu(conv(x)))
            ends[number] = x
        raised = self.ups[0](self.scores[0](self.drop(x)))
        raised = self.ups[1](fuse(self.scores[1](ends[11]), raised))
        raised = self.ups[2](fuse(self.scores[2](ends[7]), raised))
        return self.last(crop(raised, image.shape[2], image.shape[3]))


chosen = settings()
net = in_order(chosen, FcnTran())
compare(chosen, net, sigmoid_loss, torch.sigmoid)
