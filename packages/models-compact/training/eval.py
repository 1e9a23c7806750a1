#!/usr/bin/env python3
"""Evaluate the compact colourizer on coloured originals, and its steadiness on a film.

Protocol: the originals are the top-left panels (346x346) of the comparison sheets of vs-deoldify, 23 pictures. Original
to Lab; L is stretched to 256x256 (`--input` changes that), the network predicts ab, ab is enlarged to the panel, joined
with the untouched L, turned back to 8-bit RGB, and compared with the original panel: mean CIEDE2000 (skimage) over all
pixels. Everything on the sheets went through the same JPEG, so the panels of the other models are compared as they are.

  python3 eval.py --npz compact.npz --sheets sheets --quick
  python3 eval.py --ckpt run/last.pt --sheets sheets --sheets-ex sheets_ex --tint photos.tar --sheet-out contact.png
  python3 eval.py --ckpt run/last.pt --video film.mp4 --frames-out frames.png
"""

import argparse
import glob
import json
import os
import tarfile
import warnings

import cv2
import numpy as np
import torch
from skimage.color import deltaE_ciede2000, lab2rgb, rgb2lab

from network import GAIN, MIX, TEMPERATURE, Deploy, load_checkpoint, load_npz

COLUMNS = [(12, 358), (372, 718), (732, 1078)]
ROWS = [(9, 355), (389, 735)]
PANELS = ["original", "D+D", "DD", "DS", "DV", "T241"]
PANELS_EX = ["original", "DA", "DA+DD", "DA+DDs", "DDs", "DS+DD"]
TILE = 220  # side of a picture on the contact sheet
FILM_WIDTH = 420  # width of a frame on the sheet of frames


def read_panels(path):
    """The six panels of a sheet, RGB, row by row."""
    sheet = cv2.cvtColor(cv2.imread(path), cv2.COLOR_BGR2RGB)
    return [sheet[top:bottom, left:right] for top, bottom in ROWS for left, right in COLUMNS]


@torch.no_grad()
def predict_ab(deploy, lightness, size):
    """L (float, HxW, 0..100) to ab (HxWx2), predicted at size x size (0: the size of L) and enlarged."""
    height, width = lightness.shape
    small = lightness
    if size:
        interpolation = cv2.INTER_AREA if size < min(height, width) else cv2.INTER_LINEAR
        small = cv2.resize(lightness, (size, size), interpolation=interpolation)
    tensor = torch.from_numpy(np.ascontiguousarray(small, np.float32))[None, None]
    ab = deploy(tensor)[0].permute(1, 2, 0).numpy()
    return cv2.resize(ab, (width, height), interpolation=cv2.INTER_LINEAR)


def join(lightness, ab):
    """L and ab to 8-bit RGB; what lies outside of sRGB is clipped."""
    lab = np.concatenate([lightness[..., None], ab], -1).astype(np.float64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # skimage warns of negative Z
        return np.clip(np.round(lab2rgb(lab) * 255), 0, 255).astype(np.uint8)


def difference(rgb, lab):
    """Mean CIEDE2000 between a picture and a Lab picture."""
    return float(deltaE_ciede2000(rgb2lab(rgb), lab).mean())


def chroma(rgb):
    """Mean distance from gray in ab."""
    lab = rgb2lab(rgb)
    return float(np.hypot(lab[..., 1], lab[..., 2]).mean())


def best_tint(tar_path, count=600):
    """One constant ab for the whole world: the geometric median of ab in the training photographs."""
    colours = []
    with tarfile.open(tar_path) as tar:
        members = tar.getmembers()
        for member in members[:: max(1, len(members) // count)]:
            image = cv2.imdecode(np.frombuffer(tar.extractfile(member).read(), np.uint8), 1)
            small = cv2.resize(image, (32, 32), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
            colours.append(cv2.cvtColor(small, cv2.COLOR_BGR2LAB)[..., 1:].reshape(-1, 2))
    points = np.concatenate(colours)
    median = np.median(points, 0)
    for _ in range(50):
        weights = 1 / np.maximum(np.linalg.norm(points - median, axis=1), 1e-3)
        median = (points * weights[:, None]).sum(0) / weights.sum()
    return median


def evaluate_sheet(path, deploy, tint, arguments):
    """All numbers of one sheet by name, and its row of the contact sheet (or None)."""
    panels = read_panels(path)
    original = panels[0]
    lab = rgb2lab(original)
    lightness = lab[..., 0]
    ours = join(lightness, predict_ab(deploy, lightness.astype(np.float32), arguments.input))
    numbers = {
        "ours": difference(ours, lab),
        "chroma ours": chroma(ours),
        "chroma original": chroma(original),
    }
    if arguments.quick:
        return numbers, None
    gray = join(lightness, np.zeros((*lightness.shape, 2)))
    numbers["gray"] = difference(gray, lab)
    if tint is not None:
        numbers["tint"] = difference(join(lightness, np.broadcast_to(tint, (*lightness.shape, 2))), lab)
    for name, panel in list(zip(PANELS, panels))[1:]:
        numbers[name] = difference(panel, lab)
        numbers["chroma " + name] = chroma(panel)
    if arguments.sheets_ex:
        name_ex = os.path.basename(path).replace("_test.jpg", "_test_ex.jpg")
        panels_ex = read_panels(os.path.join(arguments.sheets_ex, name_ex))
        for name, panel in list(zip(PANELS_EX, panels_ex))[1:]:
            numbers[name] = difference(panel, lab)
    tile = None
    if arguments.sheet_out:
        pictures = (original, gray, ours)
        tile = np.hstack([cv2.resize(p, (TILE, TILE), interpolation=cv2.INTER_AREA) for p in pictures])
    return numbers, tile


def evaluate_sheets(deploy, arguments):
    """Prints the table of all sheets, and writes the contact sheet and the JSON where asked."""
    tint = best_tint(arguments.tint) if arguments.tint else None
    rows, tiles = {}, []
    paths = sorted(glob.glob(os.path.join(arguments.sheets, "Image_*_test.jpg")))
    if not paths:
        raise SystemExit(f"no sheets Image_*_test.jpg in {arguments.sheets}")
    for path in paths:
        numbers, tile = evaluate_sheet(path, deploy, tint, arguments)
        for name, value in numbers.items():
            rows.setdefault(name, []).append(value)
        if tile is not None:
            tiles.append(tile)
    means = {name: round(float(np.mean(values)), 2) for name, values in rows.items()}
    if arguments.quick:
        print(
            f"input {arguments.input} T {arguments.temp} mix {arguments.mix} gain {arguments.gain}: "
            f"dE00 {means['ours']}, chroma {means['chroma ours']} (original {means['chroma original']})"
        )
    else:
        print_table(rows, means, tint)
        if arguments.json:
            tint_list = None if tint is None else [float(value) for value in tint]
            with open(arguments.json, "w", encoding="utf-8") as file:
                json.dump({"rows": rows, "mean": means, "tint": tint_list, "args": vars(arguments)}, file, indent=1)
    if tiles:
        while len(tiles) % 3:
            tiles.append(np.full_like(tiles[0], 255))
        sheet = np.vstack([np.hstack(tiles[i : i + 3]) for i in range(0, len(tiles), 3)])
        write_png(arguments.sheet_out, sheet)


def print_table(rows, means, tint):
    names = [name for name in rows if not name.startswith("chroma")]
    print("image  " + " ".join(f"{name:>7s}" for name in names))
    for i in range(len(rows["ours"])):
        print(f"{i + 1:5d}  " + " ".join(f"{rows[name][i]:7.2f}" for name in names))
    print(" mean  " + " ".join(f"{means[name]:7.2f}" for name in names))
    chromas = {name: value for name, value in means.items() if name.startswith("chroma")}
    print(chromas, "tint", None if tint is None else tint.round(1))


def evaluate_video(deploy, arguments):
    """Prints how much the colour of consecutive frames differs, each coloured alone; writes three frames where asked."""
    capture = cv2.VideoCapture(arguments.video)
    total = int(capture.get(cv2.CAP_PROP_FRAME_COUNT))
    capture.set(cv2.CAP_PROP_POS_FRAMES, arguments.start)
    previous = None
    changes, shown = [], []
    shown_frames = (0, arguments.nframes // 2, arguments.nframes - 1)
    for k in range(arguments.nframes):
        ok, frame = capture.read()
        if not ok:
            break
        rgb = cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)
        lightness = rgb2lab(rgb)[..., 0].astype(np.float32)
        ab = predict_ab(deploy, lightness, arguments.input)
        if previous is not None:
            changes.append(change_between(previous, (lightness, ab)))
        previous = (lightness, ab)
        if k in shown_frames:
            colored = join(lightness, ab)
            scale = FILM_WIDTH / colored.shape[1]
            pair = [cv2.resize(p, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) for p in (rgb, colored)]
            shown.append(np.vstack(pair))
    if not changes:
        raise SystemExit(f"fewer than two frames of {arguments.video} could be read from frame {arguments.start}")
    table = np.array(changes)
    print(
        f"{arguments.video}: {total} frames, {len(table) + 1} used from {arguments.start}; consecutive frames: "
        f"dE00 of ab {table[:, 0].mean():.2f} (max {table[:, 0].max():.2f}), |d ab| {table[:, 2].mean():.2f}, "
        f"|d L| {table[:, 1].mean():.2f}, chroma {table[:, 3].mean():.1f}, "
        f"corr(dE, dL) {np.corrcoef(table[:, 0], table[:, 1])[0, 1]:.2f}"
    )
    if arguments.frames_out:
        write_png(arguments.frames_out, np.hstack(shown))


def change_between(before, after):
    """CIEDE2000 of the colour alone (at constant L), |d L|, |d ab| and the chroma, each as a mean over the frame."""
    constant = np.full_like(after[0], 50)[..., None]
    labs = [np.concatenate([constant, ab], -1) for _, ab in (before, after)]
    return (
        float(deltaE_ciede2000(*labs).mean()),
        float(np.abs(after[0] - before[0]).mean()),
        float(np.linalg.norm(after[1] - before[1], axis=-1).mean()),
        float(np.linalg.norm(after[1], axis=-1).mean()),
    )


def write_png(path, rgb):
    cv2.imwrite(path, cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_PNG_COMPRESSION, 9])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    weights = parser.add_mutually_exclusive_group(required=True)
    weights.add_argument("--ckpt", help="checkpoint that train.py wrote (run/last.pt)")
    weights.add_argument("--npz", help="plain weights that export.py wrote")
    add = parser.add_argument
    add("--input", type=int, default=256, help="side of the square that the network sees; 0: the picture's own size")
    add("--temp", type=float, default=TEMPERATURE, help="temperature T of the annealed mean")
    add("--mix", type=float, default=MIX, help="share of the regression head, 0..1")
    add("--gain", type=float, default=GAIN, help="factor on ab")
    add("--sheets", help="folder of the comparison sheets Image_NN_test.jpg")
    add("--sheets-ex", help="folder of the further sheets Image_NN_test_ex.jpg")
    add("--tint", help="tar of the training photographs, for the baseline of one constant tint")
    add("--sheet-out", help="where to write the contact sheet: original, gray, ours")
    add("--json", help="where to write all numbers")
    add("--quick", action="store_true", help="only this model, mean only")
    add("--video", help="film to measure steadiness on")
    add("--frames-out", help="where to write three of its frames")
    add("--start", type=int, default=100, help="first frame of the film")
    add("--nframes", type=int, default=30, help="number of frames of the film")
    arguments = parser.parse_args()
    if not arguments.sheets and not arguments.video:
        parser.error("give --sheets or --video")

    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    net = load_npz(arguments.npz) if arguments.npz else load_checkpoint(arguments.ckpt)[0]
    deploy = Deploy(net, arguments.temp, arguments.mix, arguments.gain).eval()
    if arguments.sheets:
        evaluate_sheets(deploy, arguments)
    if arguments.video:
        evaluate_video(deploy, arguments)


if __name__ == "__main__":
    main()
