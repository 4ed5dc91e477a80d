"""Whole networks with a forward of their own: src/test/resources/golden/networks. The same nets in Java are
src/test/java/io/nacre/examples."""
import os
import torch
from torch import nn
import make


def block(inputs, outputs):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU())


def double(inputs, outputs):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU(), nn.Conv2d(outputs, outputs, 3, padding=1), nn.ReLU())


class UNet(nn.Module):
    """Ronneberger, Fischer, Brox 2015, small."""

    def __init__(self):
        super().__init__()
        self.down1 = double(3, 8)
        self.down2 = double(8, 16)
        self.bottom = double(16, 32)
        self.pool = nn.MaxPool2d(2)
        self.up2 = nn.ConvTranspose2d(32, 16, 2, stride=2)
        self.merge2 = double(32, 16)
        self.up1 = nn.ConvTranspose2d(16, 8, 2, stride=2)
        self.merge1 = double(16, 8)
        self.head = nn.Conv2d(8, 4, 1)

    def forward(self, image):
        a = self.down1(image)
        b = self.down2(self.pool(a))
        c = self.bottom(self.pool(b))
        b = self.merge2(torch.cat((b, self.up2(c)), 1))
        a = self.merge1(torch.cat((a, self.up1(b)), 1))
        return self.head(a)


class SegNet(nn.Module):
    """Badrinarayanan, Kendall, Cipolla 2015, small: the decoder puts values back where the encoder's pools found them."""

    def __init__(self):
        super().__init__()
        self.encoder1 = block(3, 8)
        self.encoder2 = block(8, 16)
        self.pool = nn.MaxPool2d(2, return_indices=True)
        self.unpool = nn.MaxUnpool2d(2)
        self.decoder2 = block(16, 8)
        self.decoder1 = nn.Conv2d(8, 5, 3, padding=1)

    def forward(self, image):
        x, first = self.pool(self.encoder1(image))
        x, second = self.pool(self.encoder2(x))
        x = self.decoder2(self.unpool(x, second))
        return self.decoder1(self.unpool(x, first))


class TwoHeads(nn.Module):
    """Two inputs through one stem, and two results: one seen through the other, and their sum, gated."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv1d(2, 6, 5, stride=2), nn.PReLU(6))
        self.look = nn.Linear(15, 6)
        self.gate = nn.Sequential(nn.AdaptiveAvgPool1d(1), nn.Conv1d(6, 6, 1), nn.Sigmoid())

    def forward(self, left, right):
        a, b = self.stem(left), self.stem(right)
        both = a + b
        return torch.matmul(self.look(a), b), both * self.gate(both)


def make_all(target):
    os.makedirs(target, exist_ok=True)
    for net, *shapes in (UNet, (2, 3, 24, 36)), (SegNet, (1, 3, 20, 28)), (TwoHeads, (2, 2, 33), (2, 2, 33)):
        g = torch.Generator().manual_seed(make.SEED)
        m = net().eval()
        make.randomize(m, g)
        xs = [torch.randn(s, generator=g) for s in shapes]
        with torch.no_grad():
            y = m(*xs)
        t = {f'x{i}': x for i, x in enumerate(xs)} | {'param.' + k: v for k, v in m.state_dict().items()}
        t |= {f'y{i}': v for i, v in enumerate(y if isinstance(y, tuple) else (y,))}
        make.save(os.path.join(target, net.__name__ + '.safetensors'), t, {'repr': repr(m), 'torch': torch.__version__})
