"""The network: lightness (L of CIELAB) in, colour (a and b) out.

Two heads share one trunk. One is a regression of ab: safe, desaturated. The other gives a distribution over quantised
ab bins, decoded inside the graph by its annealed mean (temperature T). How the two are blended, and T, are chosen after
training.
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

# Channels at 1/4, 1/8, 1/16 and 1/32 of the input; residual blocks there; decoder channels at 1/16, 1/8 and 1/4.
SIZES = {
    "xs": {"channels": (24, 48, 96, 160), "blocks": (1, 1, 2, 2), "decoder": (80, 64, 40)},
    "s": {"channels": (32, 64, 128, 192), "blocks": (1, 2, 2, 2), "decoder": (96, 72, 48)},
    "m": {"channels": (48, 96, 160, 256), "blocks": (1, 2, 3, 3), "decoder": (128, 96, 64)},
    "l": {"channels": (64, 128, 256, 384), "blocks": (2, 3, 6, 3), "decoder": (192, 128, 96)},
    "xl": {"channels": (96, 192, 384, 512), "blocks": (2, 4, 9, 4), "decoder": (256, 192, 128)},
}

# The decoding that ships: chosen on 200 held-out photographs, never on the test pictures.
TEMPERATURE = 0.38
MIX = 0.5
GAIN = 1.2


class ConvBN(nn.Sequential):
    """Convolution, batch norm and, unless `act` is off, ReLU."""

    def __init__(self, channels_in, channels_out, kernel=3, stride=1, act=True):
        layers = [
            nn.Conv2d(channels_in, channels_out, kernel, stride, kernel // 2, bias=False),
            nn.BatchNorm2d(channels_out),
        ]
        if act:
            layers.append(nn.ReLU(inplace=True))
        super().__init__(*layers)


class Block(nn.Module):
    """Plain residual block of two dense 3x3 convolutions (fast on CPU and GPU alike)."""

    def __init__(self, channels):
        super().__init__()
        self.a = ConvBN(channels, channels)
        self.b = ConvBN(channels, channels, act=False)
        nn.init.zeros_(self.b[1].weight)  # each block starts as the identity

    def forward(self, x):
        return F.relu(x + self.b(self.a(x)))


class Context(nn.Module):
    """Global-pool branch: tells every place what kind of picture it's in (scale and shift per channel)."""

    def __init__(self, channels):
        super().__init__()
        self.f1 = nn.Conv2d(channels, channels, 1)
        self.f2 = nn.Conv2d(channels, 2 * channels, 1)
        nn.init.zeros_(self.f2.weight)
        nn.init.zeros_(self.f2.bias)

    def forward(self, x):
        pooled = x.mean((2, 3), keepdim=True)
        scale, shift = self.f2(F.relu(self.f1(pooled))).chunk(2, 1)
        return F.relu(x * (1 + scale) + shift)


class Colorizer(nn.Module):
    """The network as it's trained. The names of its parts are those in the weights files."""

    def __init__(self, size="s", bins=None):
        """`size` is a key of SIZES; `bins` are the ab centres of the classification head, Q x 2."""
        super().__init__()
        config = SIZES[size]
        channels, blocks, decoder = config["channels"], config["blocks"], config["decoder"]
        bins = torch.zeros(2, 2) if bins is None else torch.as_tensor(bins, dtype=torch.float32)
        self.size = size
        self.register_buffer("bins", bins)

        self.stem = ConvBN(1, channels[0], 7, 4)  # overlapping patches, straight to 1/4
        stages = []
        channels_in = channels[0]
        for i in range(4):
            layers = [] if i == 0 else [ConvBN(channels_in, channels[i], 3, 2)]
            layers += [Block(channels[i]) for _ in range(blocks[i])]
            stages.append(nn.Sequential(*layers))
            channels_in = channels[i]
        self.stages = nn.ModuleList(stages)
        self.ctx = Context(channels[3])

        widths = (channels[3], *decoder)
        laterals = (channels[2], channels[1], channels[0])
        self.top = nn.ModuleList([ConvBN(widths[i], decoder[i], 1, act=False) for i in range(3)])
        self.lat = nn.ModuleList([ConvBN(laterals[i], decoder[i], 1, act=False) for i in range(3)])
        self.mix = nn.ModuleList([ConvBN(decoder[i], decoder[i]) for i in range(3)])
        self.head_reg = nn.Conv2d(decoder[2], 2, 1)
        self.head_cls = nn.Conv2d(decoder[2], len(bins), 1)
        self._initialise()

    def _initialise(self):
        for module in self.modules():
            if isinstance(module, nn.Conv2d) and module is not self.ctx.f2:
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
        nn.init.normal_(self.head_reg.weight, std=0.01)
        nn.init.normal_(self.head_cls.weight, std=0.01)

    def trunk(self, lightness):
        """Features at 1/4 of the input's size, from L 0..100."""
        x = self.stem(lightness * 0.02 - 1.0)
        features = []
        for stage in self.stages:
            x = stage(x)
            features.append(x)
        x = self.ctx(x)
        for i in range(3):
            skip = features[2 - i]
            enlarged = F.interpolate(self.top[i](x), size=skip.shape[2:], mode="nearest")
            x = self.mix[i](F.relu(enlarged + self.lat[i](skip)))
        return x

    def forward(self, lightness):
        """For training: (ab/100 of the regression head, logits), both at 1/4 of the input's size."""
        x = self.trunk(lightness)
        return self.head_reg(x), self.head_cls(x)

    def decode(self, regression, logits, temperature=0.5, mix=0.0):
        """ab at 1/4 size: annealed mean of the bins, blended with the regression head by `mix`, 0..1."""
        ab = None
        if mix < 1:
            probability = torch.softmax(logits.float() * (1.0 / temperature), 1)
            ab = F.conv2d(probability, self.bins.t()[:, :, None, None])
        if mix > 0:
            regressed = regression.float() * 100.0
            ab = regressed if ab is None else ab * (1 - mix) + regressed * mix
        return ab


class Deploy(nn.Module):
    """What is exported: l [N,1,H,W], 0..100, to ab [N,2,H,W]."""

    def __init__(self, net, temperature=0.5, mix=0.0, gain=1.0):
        super().__init__()
        self.net = net
        self.temperature = temperature
        self.mix = mix
        self.gain = gain

    def forward(self, lightness):
        ab = self.net.decode(*self.net(lightness), self.temperature, self.mix)
        if self.gain != 1.0:
            ab = ab * self.gain
        return F.interpolate(ab, size=lightness.shape[2:], mode="bilinear", align_corners=False)


def load_checkpoint(path):
    """The averaged (EMA) network of a checkpoint that train.py wrote, and the checkpoint itself."""
    checkpoint = torch.load(path, map_location="cpu")
    net = Colorizer(checkpoint["size"], checkpoint["ema"]["bins"])
    net.load_state_dict(checkpoint["ema"])
    return net.eval(), checkpoint


def load_npz(path):
    """The network of the plain weights that export.py wrote."""
    weights = np.load(path)
    net = Colorizer(str(weights["size"]), weights["bins"])
    state = net.state_dict()
    for name, value in state.items():
        if name in weights.files:
            array = torch.from_numpy(weights[name].astype(np.float32))
            state[name] = array.reshape(value.shape).to(value.dtype)
    net.load_state_dict(state)
    return net.eval()
