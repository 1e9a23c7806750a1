#!/usr/bin/env python3
"""Export a trained colourizer: run/last.pt to compact.onnx, and to compact.npz with the plain weights.

The graph takes `l` [N,1,H,W] float32 (L, 0..100) and gives `ab` [N,2,H,W] float32. H and W are free (any size from
about 32 up). Weights are stored as float16 with Cast nodes in front: the file is half as large, ONNX Runtime folds the
casts when it loads the model, and all arithmetic is float32.
"""

import argparse
import inspect
import os
import time

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from network import GAIN, MIX, TEMPERATURE, Deploy, load_checkpoint


def halve_weights(model, min_size=64):
    """Stores every weight of at least `min_size` numbers as float16, with a Cast behind it."""
    graph = model.graph
    casts = []
    for tensor in list(graph.initializer):
        if tensor.data_type != TensorProto.FLOAT or np.prod(tensor.dims) < min_size:
            continue
        half = numpy_helper.to_array(tensor).astype(np.float16)
        if not np.isfinite(half).all():
            raise ValueError(f"{tensor.name} doesn't fit float16")
        name = tensor.name
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(half, name + "_h"))
        casts.append(helper.make_node("Cast", [name + "_h"], [name], to=TensorProto.FLOAT))
    for cast in reversed(casts):
        graph.node.insert(0, cast)
    return model


def write_npz(path, net, checkpoint, arguments):
    """The plain weights: float16, but running variances float32."""
    weights = {}
    for name, value in net.state_dict().items():
        if "num_batches" in name:
            continue
        array = value.numpy()
        weights[name] = array.astype(np.float16) if value.is_floating_point() and "running_var" not in name else array
    np.savez_compressed(
        path,
        size=np.array(checkpoint["size"]),
        temp=arguments.temp,
        mix=arguments.mix,
        gain=arguments.gain,
        step=checkpoint["step"],
        **weights,
    )


def write_onnx(path, deploy, checkpoint, arguments):
    """The graph, checked; returns the model."""
    free = {0: "N", 2: "H", 3: "W"}
    # Later versions of PyTorch export in another way by default.
    legacy = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
    torch.onnx.export(
        deploy,
        torch.rand(1, 1, 192, 256) * 100,
        path,
        opset_version=arguments.opset,
        input_names=["l"],
        output_names=["ab"],
        dynamic_axes={"l": free, "ab": free},
        do_constant_folding=True,
        **legacy,
    )
    model = halve_weights(onnx.load(path))
    model.graph.output[0].type.tensor_type.shape.dim[1].dim_value = 2
    model.doc_string = (
        f"compact colorizer, size {checkpoint['size']}, step {checkpoint['step']}, "
        f"T {arguments.temp}, mix {arguments.mix}, gain {arguments.gain}"
    )
    onnx.checker.check_model(model)
    onnx.save(model, path)
    return model


def compare(path, deploy):
    """Prints how far ONNX Runtime is from PyTorch, and how long it takes, at several sizes."""
    try:
        import onnxruntime
    except ImportError:
        print("onnxruntime is not installed: not compared")
        return
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    for shape in ((1, 1, 256, 256), (2, 1, 192, 256), (1, 1, 131, 217), (1, 1, 360, 640)):
        lightness = np.random.rand(*shape).astype(np.float32) * 100
        with torch.no_grad():
            expected = deploy(torch.from_numpy(lightness)).numpy()
        output = session.run(None, {"l": lightness})[0]
        times = []
        for _ in range(10):
            start = time.perf_counter()
            session.run(None, {"l": lightness})
            times.append(time.perf_counter() - start)
        difference = np.abs(output - expected).max()
        median = sorted(times)[5] * 1e3
        print(
            f"{shape} -> {output.shape} max |diff| to torch {difference:.3f}, "
            f"best {min(times) * 1e3:.1f} ms, median {median:.1f} ms"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--ckpt", required=True, help="checkpoint that train.py wrote (run/last.pt)")
    add("--out", default="compact", help="where to write, without .onnx and .npz")
    add("--temp", type=float, default=TEMPERATURE, help="temperature T of the annealed mean")
    add("--mix", type=float, default=MIX, help="share of the regression head, 0..1")
    add("--gain", type=float, default=GAIN, help="factor on ab")
    add("--opset", type=int, default=17, help="ONNX operator set")
    arguments = parser.parse_args()

    net, checkpoint = load_checkpoint(arguments.ckpt)
    write_npz(arguments.out + ".npz", net, checkpoint, arguments)
    deploy = Deploy(net, arguments.temp, arguments.mix, arguments.gain).eval()
    model = write_onnx(arguments.out + ".onnx", deploy, checkpoint, arguments)
    sizes = {end: f"{os.path.getsize(arguments.out + end) / 1e6:.2f} MB" for end in (".onnx", ".npz")}
    print(sizes, "opset", model.opset_import[0].version)
    print(sorted({node.op_type for node in model.graph.node}))
    compare(arguments.out + ".onnx", deploy)


if __name__ == "__main__":
    main()
