"""densenet of networks.md A3 in PyTorch."""

import torch
import torch.nn.functional as F
from torch import nn

from losses import softmax_loss
from timing import compare, in_order, settings

growth = 16


class Unit(nn.Module):
    """Batch norm with a shift alone, ELU, convolution, dropout."""

    def __init__(self, inputs, outputs, kernel=3):
        super().__init__()
        self.norm = nn.BatchNorm2d(inputs, eps=1e-3, momentum=0.001)
        self.norm.weight.requires_grad_(False)
        self.conv = nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2)

    def forward(self, x):
        return F.dropout(self.conv(F.elu(self.norm(x))), 0.2, self.training)


class Dense(nn.Module):
    """Units that each read the input and what the units before them made."""

    def __init__(self, inputs, layers):
        super().__init__()
        self.units = nn.ModuleList(Unit(inputs + growth * layer, growth) for layer in range(layers))

    def forward(self, x):
        made = []
        for unit in self.units:
            made.append(unit(torch.cat([x, *made], 1)))
        return made


class Residual(nn.Module):
    """What a block made, added to a projection of its input."""

    def __init__(self, inputs, layers):
        super().__init__()
        self.short = Unit(inputs, growth * layers, 1)
        self.dense = Dense(inputs, layers)

    def forward(self, x):
        return torch.cat(self.dense(x), 1) + self.short(x)


class Densenet(nn.Module):
    def __init__(self, channels=1, classes=4, layers=(2, 3, 4, 5, 4, 3, 2)):
        super().__init__()
        levels = len(layers) // 2
        self.stem = nn.ModuleList(nn.Conv2d(channels, growth, kernel, padding=kernel // 2) for kernel in (3, 5, 7))
        self.downs, self.skips, self.transitions = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        width = 3 * growth
        for level in range(levels):
            self.downs.append(Dense(width, layers[level]))
            width += growth * layers[level]
            self.skips.append(Unit(width, growth * layers[level + 1], 1))
            self.transitions.append(Unit(width, width, 1))
        self.floor = Residual(width, layers[levels])
        self.raised, self.ups = nn.ModuleList(), nn.ModuleList()
        for level in range(levels):
            width = growth * layers[levels + level]
            self.raised.append(nn.ConvTranspose2d(width, width, 3, 2, padding=1, output_padding=1))
            self.ups.append(Residual(width, layers[levels + level + 1]))
        self.head = nn.Conv2d(growth * layers[-1], classes, 1)

    def forward(self, x):
        x = torch.cat([conv(x) for conv in self.stem], 1)
        skips = []
        for down, skip, transition in zip(self.downs, self.skips, self.transitions):
            stack = torch.cat([x, *down(x)], 1)
            skips.append(skip(stack))
            x = F.max_pool2d(transition(stack), 2)
        x = self.floor(x)
        for raised, up in zip(self.raised, self.ups):
            x = up(raised(x) + skips.pop())
        return self.head(x)


chosen = settings()
net = in_order(chosen, Densenet())
compare(chosen, net, softmax_loss, lambda logits: torch.softmax(logits, 1))
