"""The loss that the benchmark's networks are trained by: cross-entropy plus one minus the soft Dice."""

import torch
import torch.nn.functional as F


def soft_dice(p, truth):
    axes = (0, *range(2, p.dim()))
    dice = (2 * (p * truth).sum(axes) + 1e-5) / (p.sum(axes) + truth.sum(axes) + 1e-5)
    return 1 - dice.mean()


def sigmoid_loss(logits, truth):
    """Each structure by itself; truth has a channel for each."""
    return F.binary_cross_entropy_with_logits(logits, truth) + soft_dice(torch.sigmoid(logits), truth)


def softmax_loss(logits, truth):
    """Background first; truth has a channel for each structure alone."""
    answer = torch.where(truth.any(1), truth.argmax(1) + 1, 0)
    return F.cross_entropy(logits, answer) + soft_dice(torch.softmax(logits, 1)[:, 1:], truth)


def structures_of(images, count):
    """Structure k where the image is between k and k + 1 thirds of a deviation."""
    level = torch.floor(images * 3)
    return torch.cat([(level == k).float() for k in range(count)], 1)
