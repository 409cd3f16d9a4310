"""unet-3d of networks.md A2 in PyTorch."""

import torch
import torch.nn.functional as F
from torch import nn

from losses import sigmoid_loss
from timing import compare, in_order, settings


class Block(nn.Module):
    """Convolution, instance norm without parameters, leaky ReLU 0.3."""

    def __init__(self, inputs, outputs, kernel=3, stride=1):
        super().__init__()
        self.conv = nn.Conv3d(inputs, outputs, kernel, stride, kernel // 2)
        self.norm = nn.InstanceNorm3d(outputs)

    def forward(self, x):
        return F.leaky_relu(self.norm(self.conv(x)), 0.3)


class Unet3d(nn.Module):
    def __init__(self, channels=1, classes=3, base=32, depth=5, dropout=0.3):
        super().__init__()
        widths = [base * 2**level for level in range(depth)]
        ups = range(depth - 1)
        self.entries = nn.ModuleList(
            Block(widths[i - 1] if i else channels, widths[i], 3, 2 if i else 1) for i in range(depth)
        )
        self.first = nn.ModuleList(Block(width, width) for width in widths)
        self.second = nn.ModuleList(Block(width, width) for width in widths)
        self.drop = nn.Dropout3d(dropout)
        self.raised = nn.ModuleList(Block(widths[i + 1], widths[i]) for i in ups)
        self.local = nn.ModuleList(Block(2 * widths[i], widths[i]) for i in ups)
        self.point = nn.ModuleList(Block(widths[i], widths[i], 1) for i in ups)
        self.heads = nn.ModuleList(nn.Conv3d(widths[i], classes, 1) for i in range(min(3, depth - 1)))

    def forward(self, x):
        skips = []
        for entry, first, second in zip(self.entries, self.first, self.second):
            x = entry(x)
            x = x + second(self.drop(first(x)))
            skips.append(x)
        logits = None
        for i in reversed(range(len(self.raised))):
            x = self.raised[i](F.interpolate(x, scale_factor=2, mode="nearest"))
            x = self.point[i](self.local[i](torch.cat([skips[i], x], 1)))
            if i < len(self.heads):
                head = self.heads[i](x)
                logits = head if logits is None else F.interpolate(logits, scale_factor=2, mode="nearest") + head
        return logits


chosen = settings()
net = in_order(chosen, Unet3d(), 3)
compare(chosen, net, sigmoid_loss, torch.sigmoid)
