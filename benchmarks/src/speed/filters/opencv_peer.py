"""The filters as one writes them with numpy, OpenCV and Pillow: the peer that @havc/filters is measured against.

Arguments: width, height, and files of raw R'G'B' pictures (the second one coloured otherwise than the first). Says
"ready" and the versions, and then answers each line of stdin:

  NAME         runs that function once, and answers with the milliseconds
  NAME FILE    the same, and writes the result's bytes to the file
"""

import sys
import time

import cv2
import numpy as np
import PIL
from PIL import Image, ImageEnhance

cv2.setNumThreads(1)

LUMA = np.array([0.299, 0.587, 0.114])


# --- what several filters need


def to_yuv(rgb):
    return cv2.cvtColor(rgb, cv2.COLOR_RGB2YUV)


def to_rgb(yuv):
    return cv2.cvtColor(yuv, cv2.COLOR_YUV2RGB)


def blend(first, second, weight):
    return np.asarray(Image.blend(Image.fromarray(first), Image.fromarray(second), weight))


def enhance_color(rgb, factor):
    return np.asarray(ImageEnhance.Color(Image.fromarray(rgb)).enhance(factor))


def mean_luma(rgb):
    return round(float(np.mean(to_yuv(rgb)[:, :, 0])) / 255, 6)


def float_luma(rgb):
    return np.clip(rgb[:, :, 0] * 0.299 + rgb[:, :, 1] * 0.587 + rgb[:, :, 2] * 0.114, 0, 255)


def mix_by(first, second, share):
    """first where share is 0, second where it is 1."""
    share = np.repeat(share[:, :, np.newaxis].astype(float), 3, axis=2)
    return np.clip(first * (1 - share) + second * share, 0, 255).astype(np.uint8)


def bright_share(rgb, dark, white):
    top = round(255 * white)
    bottom = min(round(255 * dark), top - 10)
    return np.clip((float_luma(rgb) - bottom) * (1 / (top - bottom)), 0, 1).astype(np.float32)


def merge_by_luma(dark_picture, picture, dark, white):
    return mix_by(dark_picture, picture, bright_share(picture, dark, white))


def hue_share(rgb, ranges):
    hue = cv2.cvtColor(rgb, cv2.COLOR_RGB2HSV)[:, :, 0]
    inside = np.zeros(hue.shape, bool)
    for low, high in ranges:
        inside |= (hue > low / 2) & (hue < high / 2)
    return inside


def change_hsv(rgb, saturation=1.0, hue=0, value=1.0):
    hsv = cv2.cvtColor(rgb, cv2.COLOR_RGB2HSV)
    if hue:
        turned = hsv[:, :, 0] + hue / 2
        turned = np.where(turned > 180, turned - 180, turned)
        hsv[:, :, 0] = np.where(turned < 0, turned + 180, turned)
    if saturation != 1:
        hsv[:, :, 1] = np.clip(hsv[:, :, 1] * saturation, 0, 255)
    if value != 1:
        hsv[:, :, 2] = np.clip(hsv[:, :, 2] * value, 0, 255)
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)


def adjust_hues(rgb, ranges, saturation, hue, weight):
    changed = change_hsv(rgb, saturation, hue)
    kept = mix_by(rgb, changed, hue_share(rgb, ranges))
    return blend(kept, rgb if hue else changed, weight)


# --- merges


def weighted_merge(a, b):
    return np.clip(a * (1 - 0.4) + b * 0.4, 0, 255).astype(np.uint8)


def bound_by_stored(first, second, width):
    one, two = to_yuv(first), to_yuv(second)
    out = one.copy()
    for plane in (1, 2):
        low = np.clip(one[:, :, plane] * (1 - width), 0, 255).astype(np.uint8)
        high = np.clip(one[:, :, plane] * (1 + width), 0, 255).astype(np.uint8)
        out[:, :, plane] = np.minimum(np.maximum(two[:, :, plane], low), high)
    return to_rgb(out)


def fix_red(rgb):
    luma = mean_luma(rgb)
    if luma > 0.3:
        return rgb
    if luma <= 0.1:
        return enhance_color(rgb, 0.7)
    factor, dark = (0.9, 0.2) if luma > 0.2 else (0.8, 0.1)
    duller = mix_by(rgb, enhance_color(rgb, factor), hue_share(rgb, [(280, 360), (0, 30)]))
    return merge_by_luma(duller, rgb, dark, dark + 0.1)


def constrained_chroma(a, b):
    bound = fix_red(blend(a, bound_by_stored(a, b, 0.15), 0.5))
    return blend(bound, blend(a, b, 0.5), 0.3)


def chroma_bound_adaptive(a, b):
    one, two = to_yuv(a), to_yuv(b)
    texture = np.clip(np.abs(cv2.Laplacian(one[:, :, 0], cv2.CV_32F)) / 255, 0, 1)
    room = 20 + 24 * texture
    out = one.copy()
    for plane in (1, 2):
        own = one[:, :, plane].astype(np.float32) - 128
        bound = np.clip(two[:, :, plane].astype(np.float32) - 128, own - room, own + room)
        out[:, :, plane] = np.clip(bound, -128, 127) + 128
    return fix_red(blend(a, to_rgb(out), 0.5))


def luma_masked(a, b):
    return blend(a, merge_by_luma(a, b, 0.15, 0.65), 0.6)


def adaptive_luma(a, b):
    luma = mean_luma(b)
    return blend(a, b, max(0.5 * luma / 0.8, 0.15) if luma < 0.8 else 0.5)


def gray_share(rgb, algorithm):
    saturation = cv2.cvtColor(rgb, cv2.COLOR_RGB2HSV)[:, :, 1]
    threshold, alpha = 30, 2
    if algorithm == 0:
        low = 255 - 2 * saturation / alpha
        high = 255 - threshold - 2 * alpha * (saturation.astype(float) - threshold)
        mask = np.where(saturation < threshold, low, high)
    elif algorithm == 1:
        full = min(2 * threshold, 200)
        mask = 255 * (1 - np.minimum(saturation, full) / full) ** alpha
    else:
        ratio = saturation / threshold
        mask = np.where(ratio >= 2, 0, 255 * 2.0 ** (-alpha * np.minimum(ratio, 2)))
    return np.clip(mask, 0, 255).astype(np.uint8) / 255


def restore_gradient(a, b, algorithm):
    return mix_by(a, change_hsv(b, 0.8), gray_share(a, algorithm))


def restore_binary(a, b):
    gray = cv2.cvtColor(a, cv2.COLOR_RGB2HSV)[:, :, 1] < 15
    return blend(mix_by(a, change_hsv(b, 0.8), gray), a, 0.2)


# --- chroma


def tweak_hsv(rgb):
    return change_hsv(rgb, saturation=0.8, value=0.9)


def turn_hue(rgb):
    hsv = np.array(Image.fromarray(rgb).convert("HSV"))
    hsv[:, :, 0] = (hsv[:, :, 0].astype(int) + int(30 / 360 * 255)) % 256
    return np.asarray(Image.fromarray(hsv, "HSV").convert("RGB"))


def saturate_hues(rgb):
    return mix_by(rgb, enhance_color(rgb, 0.5), hue_share(rgb, [(280, 360), (0, 30)]))


def replace_luma(a, b):
    own = to_yuv(a)
    own[:, :, 1:] = to_yuv(b)[:, :, 1:]
    return to_rgb(own)


def darken(rgb):
    dull = enhance_color(np.asarray(ImageEnhance.Brightness(Image.fromarray(rgb)).enhance(0.2)), 0.3)
    return merge_by_luma(dull, rgb, 0.1, 0.2)


def smooth_chroma(rgb):
    return merge_by_luma(change_hsv(rgb, 0.9, 0, 0.9), rgb, 0.3, 0.7)


# --- time


def limit_change(current, previous):
    now, before = to_yuv(current), to_yuv(previous)
    for plane in (1, 2):
        low = np.clip(before[:, :, plane] * (1 - 0.05), 0, 255).astype(np.uint8)
        high = np.clip(before[:, :, plane] * (1 + 0.05), 0, 255).astype(np.uint8)
        now[:, :, plane] = np.minimum(np.maximum(now[:, :, plane], low), high)
    return to_rgb(now)


def average_chroma(frames):
    count = len(frames)
    share = 100 // count
    weights = [share] * count
    weights[count // 2] = 100 - share * (count - 1)
    planes = [to_yuv(frame) for frame in frames]
    out = planes[count // 2].copy()
    for plane in (1, 2):
        total = np.zeros(out.shape[:2])
        for yuv, weight in zip(planes, weights):
            total += yuv[:, :, plane] * (weight / 100)
        out[:, :, plane] = np.clip(total, 0, 255).astype(np.uint8)
    return to_rgb(out)


# --- tone: unless a frame is too dark or too bright, and mixed with the original where it is rather dark


def between_lumas(rgb, change, least, power):
    luma = max(mean_luma(rgb) * 255 / 235 - 0.07, 0)
    if not 0.15 <= luma <= 0.70:
        return rgb
    changed = change(rgb)
    if luma >= 0.4:
        return changed
    weight = max(0.9 * (luma / 0.4) ** power, least)
    return np.clip(rgb * (1 - weight) + changed * weight, 0, 255).astype(np.uint8)


def clahe_of_luma(rgb):
    yuv = to_yuv(rgb)
    yuv[:, :, 0] = np.clip(cv2.createCLAHE(1.0, (8, 8)).apply(yuv[:, :, 0]), 16, 235)
    return to_rgb(yuv)


def clahe_luma(rgb):
    return between_lumas(rgb, clahe_of_luma, 0.35, 2)


def clahe_rgb(rgb):
    clahe = cv2.createCLAHE(1.0, (8, 8))
    return between_lumas(rgb, lambda p: cv2.merge([clahe.apply(plane) for plane in cv2.split(p)]), 0.15, 4)


def equalize_rgb(rgb):
    return between_lumas(rgb, lambda p: cv2.merge([cv2.equalizeHist(plane) for plane in cv2.split(p)]), 0.15, 4)


def retinex(rgb):
    yuv = to_yuv(rgb)
    luma = yuv[:, :, 0].astype(np.float32)
    logs = np.log(luma + 1)
    total = np.zeros_like(luma)
    for sigma in (25, 80, 250):
        total += logs - np.log(cv2.GaussianBlur(luma, (0, 0), sigma) + 1)
    total /= 3
    low, high = total.min(), total.max()
    yuv[:, :, 0] = np.clip(16 + (total - low) / (high - low) * (235 - 16), 16, 235)
    return to_rgb(yuv)


def levels_gamma(rgb):
    yuv = to_yuv(rgb)
    yuv[:, :, 0] = np.clip(np.power(yuv[:, :, 0] / 255, 1 / 1.4) * 255, 0, 255).astype(np.uint8)
    return to_rgb(yuv)


# --- scenes


def ssim(a, b):
    one = cv2.cvtColor(a, cv2.COLOR_RGB2GRAY).astype(np.float64)
    two = cv2.cvtColor(b, cv2.COLOR_RGB2GRAY).astype(np.float64)
    mean = lambda plane: cv2.blur(plane, (7, 7))
    scale = 49 / 48
    m1, m2 = mean(one), mean(two)
    v1 = scale * (mean(one * one) - m1 * m1)
    v2 = scale * (mean(two * two) - m2 * m2)
    cov = scale * (mean(one * two) - m1 * m2)
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    field = ((2 * m1 * m2 + c1) * (2 * cov + c2)) / ((m1 * m1 + m2 * m2 + c1) * (v1 + v2 + c2))
    return np.array([field[3:-3, 3:-3].mean()])


def histogram_likeness(a, b):
    histograms = []
    for picture in (a, b):
        histogram = cv2.calcHist([to_yuv(picture)], [0], None, [256], [0, 256])
        histograms.append(cv2.normalize(histogram, histogram))
    return np.array([1 - cv2.compareHist(*histograms, cv2.HISTCMP_HELLINGER)])


FUNCTIONS = {
    "weighted merge": weighted_merge,
    "constrained chroma": constrained_chroma,
    "chroma-bound adaptive": chroma_bound_adaptive,
    "luma masked": luma_masked,
    "adaptive luma": adaptive_luma,
    "restore colour, steep": lambda a, b: restore_gradient(a, b, 0),
    "restore colour, power": lambda a, b: restore_gradient(a, b, 1),
    "restore colour, halving": lambda a, b: restore_gradient(a, b, 2),
    "restore colour, binary": restore_binary,
    "merge by luma": lambda a, b: merge_by_luma(a, b, 0.15, 0.65),
    "adjust hues, saturation": lambda a, b: adjust_hues(b, [(300, 340)], 0.4, 0, 0.2),
    "adjust hues, shift": lambda a, b: adjust_hues(b, [(180, 280)], 1, 140, 0.2),
    "saturate": lambda a, b: enhance_color(b, 0.5),
    "turn hue": lambda a, b: turn_hue(b),
    "saturate hues": lambda a, b: saturate_hues(b),
    "tweak HSV": lambda a, b: tweak_hsv(b),
    "replace luma": replace_luma,
    "darken": lambda a, b: darken(b),
    "smooth chroma": lambda a, b: smooth_chroma(b),
    "limit chroma change": lambda a, b: limit_change(b, a),
    "average chroma, 5": lambda a, b: average_chroma([a, b, a, b, a]),
    "average chroma, 15": lambda a, b: average_chroma([a, b, a, b, a, b, a, b, a, b, a, b, a, b, a]),
    "mean luma": lambda a, b: np.array([mean_luma(b)]),
    "CLAHE, luma": lambda a, b: clahe_luma(b),
    "CLAHE, RGB": lambda a, b: clahe_rgb(b),
    "equalize RGB": lambda a, b: equalize_rgb(b),
    "retinex": lambda a, b: retinex(b),
    "gamma on luma": lambda a, b: levels_gamma(b),
    "SSIM": ssim,
    "histogram likeness": histogram_likeness,
}


def main():
    width, height = int(sys.argv[1]), int(sys.argv[2])
    pictures = [np.fromfile(path, np.uint8).reshape(height, width, 3) for path in sys.argv[3:]]
    print(f"ready OpenCV {cv2.__version__}, numpy {np.__version__}, Pillow {PIL.__version__}", flush=True)
    for line in sys.stdin:
        name, _, path = line.rstrip("\n").partition("\t")
        began = time.perf_counter()
        result = FUNCTIONS[name](*pictures)
        elapsed = 1000 * (time.perf_counter() - began)
        if path:
            result.tofile(path)
        print(elapsed, flush=True)


main()
