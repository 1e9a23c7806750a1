#!/usr/bin/env python3
"""Train the compact colourizer: L (gray) in, ab out.

On a CPU:
  nice -n 10 python3 train.py --data photos.tar --out run --total-minutes 75 --size s --sizes "96,112@0;128,144@0.5"
On a GPU (call again with the same --out until it says "finished"):
  python3 train.py --data photos.tar --cache run/cache.npz --manifest manifest.json --repeat crop:face=2 --out run \
      --device cuda --size m --batch 128 --workers 12 --sizes "128,160@0;192,224@0.6" --steps 40000 --minutes 9.5
In several processes (GPUs, or single-threaded ranks, which on two busy cores beat one process with two threads):
  OMP_NUM_THREADS=1 torchrun --nproc_per_node 2 train.py ...

The run folder keeps `last.pt` (network, average, optimiser, step, time spent) and is picked up again by itself.
`--minutes` limits one call; `--steps` is the length of the whole cosine schedule. On a CPU whose speed isn't known in
advance, give `--total-minutes` instead of `--steps`: the schedule then follows the clock. Arithmetic is mixed precision
(bf16) unless `--fp32` is given.
"""

import argparse
import copy
import json
import math
import os
import time

import cv2
import numpy as np
import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import nn

from network import SIZES, Colorizer
from photos import Photos, load_tar, make_bins, make_luts, parse_sizes

WARM_UP_STEPS = 150


def loss_of(regression, logits, ab, luts, regression_weight=1.0):
    """The loss, and its two parts: cross-entropy with soft targets, and Huber in units of 10 ab."""
    nearest, weights, rarity = luts
    with torch.no_grad():
        rounded = (ab.round().clamp(-128, 127) + 128).long()
        key = (rounded[:, 0] * 256 + rounded[:, 1]).reshape(-1)
        target, target_weight, pixel_weight = nearest[key], weights[key], rarity[key]
    log_probability = F.log_softmax(logits.float(), 1).permute(0, 2, 3, 1).reshape(-1, logits.shape[1])
    cross_entropy = -((log_probability.gather(1, target) * target_weight).sum(1) * pixel_weight).mean()
    huber = F.smooth_l1_loss(regression.float() * 10, ab * 0.1, beta=0.5)
    return cross_entropy + regression_weight * huber, cross_entropy, huber


@torch.no_grad()
def validate(net, held_out, temperatures=(1.0, 0.5, 0.38)):
    """Mean ab error and chroma on held-out photographs at 256 x 256, for the regression head and several T."""
    net.eval()
    sums = {}
    device = net.bins.device
    for image in held_out:
        lightness = cv2.resize(image[..., 0], (256, 256), interpolation=cv2.INTER_LINEAR).astype(np.float32) / 2.55
        colour = cv2.resize(image[..., 1:], (64, 64), interpolation=cv2.INTER_AREA).astype(np.float32) - 128
        target = torch.from_numpy(colour).permute(2, 0, 1)[None].to(device)
        regression, logits = net(torch.from_numpy(lightness)[None, None].to(device))
        outputs = {"zero": target * 0, "reg": regression.float() * 100}
        for temperature in temperatures:
            outputs[f"T{temperature}"] = net.decode(regression, logits, temperature)
        for name, ab in outputs.items():
            error, chroma, count = sums.get(name, (0, 0, 0))
            error += (ab - target).norm(dim=1).mean().item()
            chroma += ab.norm(dim=1).mean().item()
            sums[name] = (error, chroma, count + 1)
    net.train()
    return {name: (round(e / n, 2), round(c / n, 2)) for name, (e, c, n) in sums.items()}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data", default="photos.tar", help="tar of the training photographs")
    add("--cache", default="", help=".npz file for the decoded pictures (default: none)")
    add("--out", default="run", help="run folder, picked up again when it exists")
    add("--device", default="cuda" if torch.cuda.is_available() else "cpu", help="cpu or cuda")
    add("--size", default="s", choices=SIZES, help="size of the network")
    add("--batch", type=int, default=32, help="pictures a step and process")
    add(
        "--sizes",
        default="112,128,144",
        help='square training sizes (multiples of 16), one drawn a batch; growing: "96,112@0;128,144@0.5"',
    )
    add("--lr", type=float, default=2e-3, help="largest learning rate")
    add("--wd", type=float, default=0.03, help="weight decay")
    add("--steps", type=int, default=0, help="length of the whole schedule in steps")
    add("--total-minutes", type=float, default=0, help="length of the whole schedule by the clock")
    add("--minutes", type=float, default=1e9, help="limit of this call; resume by calling again")
    add("--workers", type=int, default=1, help="processes that read pictures")
    add("--threads", type=int, default=0, help="threads of PyTorch (default: its own choice)")
    add("--ema", type=float, default=0.999, help="decay of the averaged weights")
    add("--seed", type=int, default=1)
    add("--val", type=int, default=200, help="number of held-out pictures")
    add(
        "--val-of",
        type=int,
        default=0,
        help="draw them from the first N only, so that pictures added later change nothing",
    )
    add("--save-every", type=float, default=180, help="seconds between checkpoints")
    add("--manifest", default="", help="manifest.json of the tar, needed for --repeat")
    add("--repeat", default="", help='show sources more often, e.g. "owner/repo=2,crop:face=2"')
    add("--w-reg", type=float, default=1.0, help="weight of the regression head's loss")
    add("--fp32", action="store_true", help="no mixed precision")
    arguments = parser.parse_args()
    if not arguments.steps and not arguments.total_minutes:
        parser.error("give --steps or --total-minutes")
    return arguments


def split_pictures(images, arguments):
    """The held-out pictures, and the indices of the others, repeated as asked."""
    count = arguments.val_of or len(images)
    order = np.random.default_rng(123).permutation(count)
    held_out = [images[i] for i in order[: arguments.val]]
    train = np.concatenate([order[arguments.val :], np.arange(count, len(images))])
    if arguments.repeat:  # the tar keeps the order of its manifest
        repeat = dict(item.split("=") for item in arguments.repeat.split(","))
        with open(arguments.manifest, encoding="utf-8") as file:
            manifest = json.load(file)

        def times(i):
            entry = manifest[i]
            return int(repeat.get(entry["repo"], 1)) * int(repeat.get("crop:" + entry.get("crop", ""), 1))

        train = np.concatenate([[i] * times(i) for i in train])
    return held_out, train


def load_bins(path, images, train, write):
    """The ab bins and the histogram they're from; kept in the run folder, as a resumed run needs the same."""
    if os.path.exists(path):
        stored = np.load(path)
        return stored["bins"], stored["hist"]
    histogram = np.zeros((256, 256))
    for i in train:
        sample = images[i][::4, ::4, 1:].reshape(-1, 2).astype(np.int64)
        counts = np.bincount(sample[:, 0] * 256 + sample[:, 1], minlength=65536)
        histogram += counts.reshape(256, 256) / len(sample)
    bins, _ = make_bins(histogram)
    if write:
        np.savez(path, bins=bins, hist=histogram)
    return bins, histogram


def make_optimizer(net, arguments):
    """AdamW, with weight decay on weights but not on biases and norms."""
    decayed = [p for p in net.parameters() if p.ndim > 1]
    others = [p for p in net.parameters() if p.ndim <= 1]
    groups = [{"params": decayed, "weight_decay": arguments.wd}, {"params": others, "weight_decay": 0}]
    return torch.optim.AdamW(groups, lr=arguments.lr, betas=(0.9, 0.99))


def average_gradients(parameters, world):
    """The mean of all ranks' gradients, in one message."""
    flat = torch.cat([p.grad.reshape(-1) for p in parameters])
    dist.all_reduce(flat)
    flat /= world
    offset = 0
    for p in parameters:
        p.grad.copy_(flat[offset : offset + p.numel()].view_as(p))
        offset += p.numel()


@torch.no_grad()
def update_average(average, net, decay):
    """Moves the averaged weights a step towards the network's."""
    averaged = [v for v in average.state_dict().values() if v.is_floating_point()]
    current = [v.float() for v in net.state_dict().values() if v.is_floating_point()]
    torch._foreach_mul_(averaged, decay)
    torch._foreach_add_(averaged, current, alpha=1 - decay)


def main():
    arguments = parse_arguments()
    call_start = time.time()
    os.makedirs(arguments.out, exist_ok=True)
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    rank = int(os.environ.get("RANK", "0"))
    world = int(os.environ.get("WORLD_SIZE", "1"))
    cuda = arguments.device.startswith("cuda")
    device = torch.device(f"cuda:{os.environ.get('LOCAL_RANK', '0')}" if cuda else "cpu")
    if world > 1:
        if cuda:
            torch.cuda.set_device(device)
        dist.init_process_group("nccl" if cuda else "gloo")
    if cuda:
        torch.backends.cudnn.benchmark = True
        torch.backends.cuda.matmul.allow_tf32 = True
    torch.manual_seed(arguments.seed)

    images = load_tar(arguments.data, arguments.cache)
    held_out, train = split_pictures(images, arguments)
    bins, histogram = load_bins(os.path.join(arguments.out, "bins.npz"), images, train, rank == 0)
    luts = [lut.to(device) for lut in make_luts(bins, histogram)]
    net = Colorizer(arguments.size, bins).to(device, memory_format=torch.channels_last)
    average = copy.deepcopy(net).eval()
    optimizer = make_optimizer(net, arguments)

    step, spent = 0, 0.0
    checkpoint_path = os.path.join(arguments.out, "last.pt")
    if os.path.exists(checkpoint_path):
        checkpoint = torch.load(checkpoint_path, map_location=device)
        net.load_state_dict(checkpoint["net"])
        average.load_state_dict(checkpoint["ema"])
        optimizer.load_state_dict(checkpoint["opt"])
        step, spent = checkpoint["step"], checkpoint["spent"]
        if rank == 0:
            print(f"resumed at step {step}, {spent / 60:.1f} min spent", flush=True)
    if rank == 0:
        millions = sum(p.numel() for p in net.parameters()) / 1e6
        print(f"{len(images)} images, {len(bins)} bins, {millions:.2f} M parameters, {device}", flush=True)

    def share_done(now):
        if arguments.steps:
            return step / arguments.steps
        return (spent + now) / (arguments.total_minutes * 60)

    def save(now):
        checkpoint = {
            "net": net.state_dict(),
            "ema": average.state_dict(),
            "opt": optimizer.state_dict(),
            "step": step,
            "spent": spent + now,
            "size": arguments.size,
        }
        torch.save(checkpoint, checkpoint_path + ".tmp")
        os.replace(checkpoint_path + ".tmp", checkpoint_path)

    progress = torch.multiprocessing.get_context("fork").Value("d", 0.0)
    steps_left = (arguments.steps or 10**7) - step
    seed = arguments.seed + step + 1000003 * rank
    photos = Photos(images, train, arguments.batch, parse_sizes(arguments.sizes), steps_left, seed, progress)
    worker_options = {"prefetch_factor": 4, "multiprocessing_context": "fork"} if arguments.workers else {}
    loader = torch.utils.data.DataLoader(
        photos,
        batch_size=None,
        shuffle=False,
        num_workers=arguments.workers,
        pin_memory=cuda,
        **worker_options,
    )

    parameters = list(net.parameters())
    start = time.time()
    last_save = last_log = start
    recent, image_count = [], 0
    done = False
    net.train()
    progress.value = share_done(0)
    for lightness, ab in loader:
        share = share_done(time.time() - start)
        stop = share >= 1 or (time.time() - call_start) > arguments.minutes * 60
        if world > 1:  # all ranks follow the clock of rank 0
            message = torch.tensor([share, float(stop)], dtype=torch.float64, device=device)
            dist.broadcast(message, 0)
            share, stop = message[0].item(), message[1].item() > 0
        progress.value = share
        if stop:
            done = share >= 1
            break

        cosine = max(0.01, 0.5 * (1 + math.cos(math.pi * min(1, share))))
        rate = arguments.lr * min(1, (step + 1) / WARM_UP_STEPS) * cosine
        for group in optimizer.param_groups:
            group["lr"] = rate
        lightness = lightness.to(device, non_blocking=True).contiguous(memory_format=torch.channels_last)
        ab = ab.to(device, non_blocking=True)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=not arguments.fp32):
            regression, logits = net(lightness)
        loss, cross_entropy, huber = loss_of(regression, logits, ab, luts, arguments.w_reg)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        if world > 1:
            average_gradients(parameters, world)
        gradient_norm = nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimizer.step()
        step += 1
        image_count += arguments.batch * world
        if rank:
            continue

        update_average(average, net, min(arguments.ema, (1 + step) / (20 + step)))
        if step % 20 == 0:
            recent.append((cross_entropy.item(), huber.item(), float(gradient_norm)))
        now = time.time()
        if now - last_log > 60:
            means = np.mean(recent, 0)
            print(
                f"{(spent + now - start) / 60:6.1f} min  step {step}  {100 * share:4.1f}%  ce {means[0]:.3f}"
                f"  huber {means[1]:.3f}  |g| {means[2]:.2f}  lr {rate:.5f}  {image_count / (now - last_log):.1f} img/s",
                flush=True,
            )
            last_log, image_count, recent = now, 0, []
        if now - last_save > arguments.save_every:
            save(now - start)
            last_save = now
    done = done or bool(arguments.steps and step >= arguments.steps)
    if rank:
        return
    save(time.time() - start)
    result = validate(average, held_out)
    print(f"step {step} {'finished' if done else 'paused'}; held-out ab error / chroma: {result}", flush=True)
    with open(os.path.join(arguments.out, "log.json"), "w", encoding="utf-8") as file:
        json.dump({"step": step, "val": result, "args": vars(arguments)}, file, indent=1)


if __name__ == "__main__":
    main()
