"""Quantise an exported graph: matrix products and the word embedding become int8."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic


def quantise(source: Path, target: Path) -> None:
    """Quantise matrix products per channel and the word embedding per piece."""
    small = source.with_name("matmul8.onnx")
    quantize_dynamic(
        source, small, per_channel=True, reduce_range=False, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
        extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
    model = onnx.load(small)
    _quantise_embedding(model)
    onnx.save(model, target)


def _quantise_embedding(model: onnx.ModelProto) -> None:
    """Replace the float word embedding by int8 rows with one scale each, wherever it is looked up."""
    graph = model.graph
    table = max((i for i in graph.initializer if len(i.dims) == 2 and i.data_type == 1), key=lambda i: i.dims[0])
    values = onnx.numpy_helper.to_array(table)
    scale = (np.abs(values).max(1, keepdims=True) / 127).astype(np.float32)
    scale[scale == 0] = 1.0
    rows = np.rint(values / scale).astype(np.int8)
    graph.initializer.remove(table)
    graph.initializer.append(onnx.numpy_helper.from_array(rows, "words.int8"))
    graph.initializer.append(onnx.numpy_helper.from_array(scale, "words.scale"))
    helper = onnx.helper.make_node
    for number, node in enumerate([n for n in graph.node if n.op_type == "Gather" and n.input[0] == table.name]):
        quantised, rounded, scales = (f"words.{name}{number or ''}" for name in "qfs")
        new = [
            helper("Gather", ["words.int8", node.input[1]], [quantised], axis=0),
            helper("Cast", [quantised], [rounded], to=onnx.TensorProto.FLOAT),
            helper("Gather", ["words.scale", node.input[1]], [scales], axis=0),
            helper("Mul", [rounded, scales], [node.output[0]]),
        ]
        at = list(graph.node).index(node)
        graph.node.remove(node)
        for offset, n in enumerate(new):
            graph.node.insert(at + offset, n)
