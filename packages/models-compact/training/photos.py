"""The training photographs: reading, ab bins, crops and the look of film."""

import math
import os
import tarfile

import cv2
import numpy as np
import torch

GRID = 12  # spacing of the bins in ab


def make_bins(histogram):
    """The grid points in ab that real photographs use, and the share of each.

    `histogram` counts colours: 256 x 256, a and b with an offset of 128.
    """
    grid = np.arange(-108, 109, GRID)
    half = GRID // 2
    points, mass = [], []
    for a in grid:
        for b in grid:
            cell = histogram[a + 128 - half : a + 128 + half, b + 128 - half : b + 128 + half]
            points.append((a, b))
            mass.append(cell.sum())
    mass = np.array(mass) / histogram.sum()
    keep = mass > 2e-5
    return np.array(points, np.float32)[keep], mass[keep]


def make_luts(bins, histogram, power=0.35):
    """For every integer (a, b): its 4 nearest bins, their Gaussian weights, and a mild rarity weight (at most 4)."""
    axis = np.arange(256) - 128
    colours = np.stack(np.meshgrid(axis, axis, indexing="ij"), -1).reshape(-1, 2).astype(np.float32)
    squared = ((colours[:, None] - bins[None]) ** 2).sum(-1)
    nearest = np.argsort(squared, 1)[:, :4]
    distance = np.take_along_axis(squared, nearest, 1)
    weights = np.exp(-(distance - distance[:, :1]) / (2 * (GRID * 0.5) ** 2))
    weights /= weights.sum(1, keepdims=True)

    share = np.zeros(len(bins))
    np.add.at(share, nearest[:, 0], histogram.reshape(-1))
    share /= share.sum()
    kernel = np.exp(-((bins[:, None] - bins[None]) ** 2).sum(-1) / (2 * (GRID * 0.8) ** 2))
    smooth = kernel @ share
    smooth /= smooth.sum()
    rarity = (smooth + 1e-3) ** -power
    rarity = np.clip(rarity / (rarity * share).sum(), 0.5, 4.0)
    rarity /= (rarity * share).sum()
    return (
        torch.from_numpy(nearest.astype(np.int64)),
        torch.from_numpy(weights.astype(np.float32)),
        torch.from_numpy(rarity[nearest[:, 0]].astype(np.float32)),
    )


def to_lab8(image):
    """BGR uint8 to L scaled to 0..255 and ab plus 128, in one uint8 array."""
    lab = cv2.cvtColor(image.astype(np.float32) / 255, cv2.COLOR_BGR2LAB)
    out = np.empty(image.shape, np.uint8)
    out[..., 0] = np.clip(lab[..., 0] * 2.55 + 0.5, 0, 255)
    out[..., 1:] = np.clip(np.round(lab[..., 1:]) + 128, 0, 255)
    return out


def load_tar(path, cache=None):
    """All pictures of a tar as Lab uint8 arrays in memory (a pack of 60 MB needs about 1 GB).

    With `cache`, the decoded pictures are kept in that .npz file and read from there the next time.
    """
    if cache and os.path.exists(cache):
        stored = np.load(cache)
        flat, shapes = stored["flat"], stored["shp"]
    else:
        flat, shapes = [], []
        with tarfile.open(path) as tar:
            for member in tar:
                if not member.name.lower().endswith((".jpg", ".jpeg", ".png")):
                    continue
                encoded = np.frombuffer(tar.extractfile(member).read(), np.uint8)
                lab = to_lab8(cv2.imdecode(encoded, cv2.IMREAD_COLOR))
                flat.append(lab.reshape(-1))
                shapes.append(lab.shape[:2])
        flat = np.concatenate(flat)
        shapes = np.array(shapes)
        if cache:
            temporary = f"{cache}.{os.getpid()}.npz"
            np.savez(temporary, flat=flat, shp=shapes)
            os.replace(temporary, cache)
    images = []
    offset = 0
    for height, width in shapes:
        length = height * width * 3
        images.append(flat[offset : offset + length].reshape(height, width, 3))
        offset += length
    return images


def parse_sizes(text):
    """'96,112@0;128,144@0.5' to [(0.0, [96, 112]), (0.5, [128, 144])]: sizes from that share of the schedule on."""
    schedule = []
    for part in text.split(";"):
        sizes, _, start = part.partition("@")
        schedule.append((float(start or 0), [int(size) for size in sizes.split(",")]))
    return schedule


class Photos(torch.utils.data.Dataset):
    """Whole batches, so that every picture of a batch has the same size."""

    def __init__(self, images, index, batch, sizes, steps, seed, progress, target_divisor=4):
        """`progress` is a shared number 0..1 that the training loop moves; `sizes` is from parse_sizes."""
        self.images = images
        self.index = index
        self.batch = batch
        self.sizes = sizes
        self.steps = steps
        self.seed = seed
        self.progress = progress
        self.target_divisor = target_divisor
        self._permutations = {}

    def __len__(self):
        return self.steps

    def __getitem__(self, step):
        cv2.setNumThreads(0)
        rng = np.random.default_rng((self.seed, step))
        current = [sizes for start, sizes in self.sizes if start <= self.progress.value][-1]
        size = int(rng.choice(current))
        target = size // self.target_divisor
        # Walks through permutations of the index: every picture once an epoch.
        count = len(self.index)
        start = step * self.batch
        picks = [self._permutation((start + k) // count)[(start + k) % count] for k in range(self.batch)]
        lightness = np.empty((self.batch, 1, size, size), np.float32)
        colour = np.empty((self.batch, 2, target, target), np.float32)
        for k, pick in enumerate(picks):
            lightness[k, 0], colour[k] = self.sample(self.images[pick], size, target, rng)
        return torch.from_numpy(lightness), torch.from_numpy(colour)

    def _permutation(self, epoch):
        if epoch not in self._permutations:
            if len(self._permutations) > 3:
                self._permutations.clear()
            order = np.random.default_rng((self.seed, 77, epoch)).permutation(len(self.index))
            self._permutations[epoch] = self.index[order]
        return self._permutations[epoch]

    @staticmethod
    def sample(image, size, target, rng):
        """One crop with the look of film: L at `size`, 0..100, and ab at `target`."""
        crop = random_crop(image, rng)
        width = crop.shape[1]
        if rng.random() < 0.5:
            crop = crop[:, ::-1]
        lightness = np.ascontiguousarray(crop[..., 0])
        colour = np.ascontiguousarray(crop[..., 1:])
        interpolation = cv2.INTER_AREA if width > size else cv2.INTER_LINEAR
        lightness = cv2.resize(lightness, (size, size), interpolation=interpolation)
        colour = cv2.resize(colour, (target, target), interpolation=cv2.INTER_AREA).astype(np.float32) - 128.0
        colour *= rng.uniform(0.92, 1.15)  # mild saturation jitter
        return film_look(lightness, size, rng), colour.transpose(2, 0, 1)


def random_crop(image, rng):
    """Mostly a large part of the picture, as the network is used on whole frames, with a slight change of aspect."""
    height, width = image.shape[:2]
    if rng.random() < 0.25:
        return image  # the whole picture, squeezed to a square as in use
    area = rng.uniform(0.35, 1.0) * height * width
    aspect = math.exp(rng.uniform(-0.35, 0.35))
    crop_width = int(min(width, max(48, math.sqrt(area * aspect))))
    crop_height = int(min(height, max(48, math.sqrt(area / aspect))))
    y = int(rng.integers(0, height - crop_height + 1))
    x = int(rng.integers(0, width - crop_width + 1))
    return image[y : y + crop_height, x : x + crop_width]


def film_look(lightness, size, rng):
    """Blur, JPEG, gamma, contrast, brightness and grain at random: uint8 in, L 0..100 out."""
    if rng.random() < 0.25:
        lightness = cv2.GaussianBlur(lightness, (0, 0), rng.uniform(0.4, 1.3))
    if rng.random() < 0.15:
        quality = int(rng.integers(25, 80))
        encoded = cv2.imencode(".jpg", lightness, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        lightness = cv2.imdecode(encoded, 0)
    value = lightness.astype(np.float32) * (1 / 255.0)
    if rng.random() < 0.6:
        value = value ** math.exp(rng.uniform(-0.35, 0.35))
        value = (value - 0.5) * rng.uniform(0.75, 1.2) + 0.5 + rng.uniform(-0.06, 0.06)
    if rng.random() < 0.3:
        coarseness = int(rng.integers(1, 3))
        grain_size = -(-size // coarseness)
        grain = rng.standard_normal((grain_size, grain_size), dtype=np.float32) * rng.uniform(0.01, 0.05)
        value = value + (cv2.resize(grain, (size, size)) if coarseness > 1 else grain)
    return np.clip(value, 0, 1) * 100.0
