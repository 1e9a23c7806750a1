"""Runs a graph eagerly with PyTorch, node by node: the peer that ONNX Runtime is measured against.

Reads the path of a graph (JSON) from the command line, and a line from stdin for each run; answers with the seconds.
"""

import json
import sys
import time

import numpy
import torch
import torch.nn.functional as F


def load(path):
    graph = json.load(open(path))
    weights = numpy.memmap(graph["weights"], mode="r", dtype=numpy.uint8)
    values = {}
    for name, entry in graph["initializers"].items():
        if "data" in entry:
            kind = torch.int64 if entry["type"] == "int64" else torch.float32
            values[name] = torch.tensor(entry["data"], dtype=kind).reshape(entry["shape"])
        else:
            start = entry["offset"]
            data = weights[start : start + entry["bytes"]].view(numpy.float32)
            values[name] = torch.from_numpy(numpy.array(data)).reshape(entry["shape"])
    return graph, values


def pairs(pads):
    """ONNX names all beginnings and then all ends; here both are the same."""
    return pads[: len(pads) // 2]


def slice_(x, starts, ends, axes=None, steps=None):
    count = len(starts)
    axes = axes.tolist() if axes is not None else range(count)
    steps = steps.tolist() if steps is not None else [1] * count
    index = [slice(None)] * x.dim()
    for start, end, axis, step in zip(starts.tolist(), ends.tolist(), axes, steps):
        index[axis] = slice(start, end, step)
    return x[tuple(index)]


def resize(x, _roi, scales, **attributes):
    return F.interpolate(x, scale_factor=scales.tolist()[2:], mode="bilinear", align_corners=False)


def edge_pad(x, pads, **attributes):
    top, left = int(pads[2]), int(pads[3])
    bottom, right = int(pads[6]), int(pads[7])
    return F.pad(x, (left, right, top, bottom), mode="replicate")


OPERATORS = {
    "Conv": lambda x, w, b=None, strides=None, pads=None, dilations=None, group=1, **_: F.conv2d(
        x, w, b, strides or 1, pairs(pads) if pads else 0, dilations or 1, group
    ),
    "ConvTranspose": lambda x, w, b=None, strides=None, pads=None, **_: F.conv_transpose2d(
        x, w, b, strides or 1, pairs(pads) if pads else 0
    ),
    "BatchNormalization": lambda x, w, b, m, v, epsilon=1e-5: F.batch_norm(x, m, v, w, b, False, 0, epsilon),
    "LayerNormalization": lambda x, w, b, axis=-1, epsilon=1e-5: F.layer_norm(x, w.shape, w, b, epsilon),
    "Relu": F.relu,
    "LeakyRelu": lambda x, alpha: F.leaky_relu(x, alpha),
    "Sigmoid": torch.sigmoid,
    "Tanh": torch.tanh,
    "Erf": torch.erf,
    "Softmax": lambda x, axis: torch.softmax(x, axis),
    "Add": torch.add,
    "Sub": torch.sub,
    "Mul": torch.mul,
    "Div": torch.div,
    "MatMul": torch.matmul,
    "Concat": lambda *xs, axis: torch.cat(xs, axis),
    "Transpose": lambda x, perm: x.permute(perm),
    "Reshape": lambda x, shape: x.reshape(shape.tolist()),
    "Slice": slice_,
    "DepthToSpace": lambda x, blocksize, mode: F.pixel_shuffle(x, blocksize),
    "Pad": edge_pad,
    "AveragePool": lambda x, kernel_shape, strides: F.avg_pool2d(x, kernel_shape, strides),
    "MaxPool": lambda x, kernel_shape, strides, pads: F.max_pool2d(x, kernel_shape, strides, pairs(pads)),
    "Resize": resize,
    "Identity": lambda x: x,
}


def main():
    torch.set_num_threads(int(sys.argv[2]))
    graph, values = load(sys.argv[1])
    unknown = {node["operator"] for node in graph["nodes"]} - OPERATORS.keys()
    if unknown:
        sys.exit(f"operators without a counterpart here: {', '.join(sorted(unknown))}")
    # What is used for the last time is let go, as eager code does.
    last = {name: at for at, node in enumerate(graph["nodes"]) for name in node["inputs"]}
    print("ready", flush=True)
    for _ in sys.stdin:
        with torch.no_grad():
            live = {entry["name"]: torch.full(entry["shape"], 0.3) for entry in graph["inputs"]}
            began = time.perf_counter()
            for at, node in enumerate(graph["nodes"]):
                inputs = [None if name == "" else live.get(name, values.get(name)) for name in node["inputs"]]
                live[node["outputs"][0]] = OPERATORS[node["operator"]](*inputs, **node["attributes"])
                for name in node["inputs"]:
                    if last[name] == at:
                        live.pop(name, None)
            print(time.perf_counter() - began, flush=True)


main()
