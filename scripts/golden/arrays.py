#!/usr/bin/env python3
"""Writes src/test/resources/arrays.tsv: small .npy and .safetensors files as NumPy and PyTorch write them, and what is in them.

    V/bin/python scripts/golden/arrays.py     (PyTorch 2.13 and NumPy 2)

Columns: name, the file in hexadecimal, the element type that Nacre gives it, its shape, its elements in C order.
"""
import io
import json
import struct
from pathlib import Path

import numpy
import torch
from numpy.lib import format as npy

TARGET = Path(__file__).resolve().parents[2] / "src/test/resources/arrays.tsv"
TYPES = {"f4": "F32", "f8": "F32", "f2": "F32", "i8": "I64", "i4": "I32", "i2": "I32", "i1": "I32",
         "u8": "I64", "u4": "I64", "u2": "I32", "u1": "I32", "b1": "BOOL"}
rows = []


def add(name, data, kind, shape, values):
    words = " ".join(repr(float(value)) if kind == "F32" else str(int(value)) for value in values)
    rows.append("\t".join([name, data.hex(), kind, "x".join(map(str, shape)) or "-", words]))


def numpy_file(array, version):
    file = io.BytesIO()
    npy.write_array(file, array, version=version)
    return file.getvalue()


def values_of(kind):
    if kind[0] == "f":
        return numpy.array([0, -1.5, 3.25, 1e-3, 60000, numpy.inf], numpy.float64)
    if kind == "b1":
        return numpy.array([0, 1, 1, 0, 1, 0], bool)
    bits = 8 * int(kind[1])
    low, high = (0, 2**bits - 1) if kind[0] == "u" else (-2**(bits - 1), 2**(bits - 1) - 1)
    return numpy.array([0, 1, low, min(high, 2**63 - 1), 7, 100], object)


def numpys():
    for kind, target in TYPES.items():
        for order in "<>":
            for layout in "CF":
                array = numpy.asarray(values_of(kind), order + kind).reshape(1, 2, 3).copy(order=layout)
                wide = array.astype(numpy.float32) if target == "F32" else array
                add(f"{order}{kind} {layout}.npy", numpy_file(array, (1, 0)), target, array.shape, wide.ravel())
    for version in [(1, 0), (2, 0), (3, 0)]:
        array = numpy.arange(4, dtype="<f4")
        add(f"version {version[0]}.npy", numpy_file(array, version), "F32", array.shape, array)
    for shape in [(), (0,), (3, 0, 2), (1, 1, 1, 1, 1, 1), (2, 3, 2, 2)]:
        array = numpy.arange(numpy.prod(shape, dtype=int), dtype=">i4").reshape(shape).copy(order="F")
        add(f"shape {shape}.npy", numpy_file(array, (1, 0)), "I32", shape, array.ravel())


def safetensors_file(kind, shape, data):
    header = json.dumps({"t": {"dtype": kind, "shape": shape, "data_offsets": [0, len(data)]}}).encode()
    header += b" " * (-len(header) % 8)
    return struct.pack("<Q", len(header)) + header + data


def safetensors():
    every = torch.arange(256, dtype=torch.uint8)
    for kind, dtype in [("F8_E4M3", torch.float8_e4m3fn), ("F8_E5M2", torch.float8_e5m2),
                        ("F8_E8M0", torch.float8_e8m0fnu), ("U8", torch.uint8), ("I8", torch.int8)]:
        tensor = every.view(dtype)
        floating = kind[0] == "F"
        add(f"{kind}.safetensors", safetensors_file(kind, [16, 16], every.numpy().tobytes()),
            "F32" if floating else "I32", (16, 16), tensor.float() if floating else tensor.int())
    real = torch.tensor([0, -1.5, 3.25, 1e-3, 3e38, float("inf")], dtype=torch.float64)
    for kind, dtype in [("F64", torch.float64), ("F32", torch.float32), ("F16", torch.float16), ("BF16", torch.bfloat16)]:
        tensor = real.to(dtype)
        data = tensor.view(torch.uint8).numpy().tobytes()
        add(f"{kind}.safetensors", safetensors_file(kind, [2, 3], data), "F32", (2, 3), tensor.float())
    for kind, code, target in [("I64", "<i8", "I64"), ("U64", "<u8", "I64"), ("I32", "<i4", "I32"), ("U32", "<u4", "I64"),
                               ("I16", "<i2", "I32"), ("U16", "<u2", "I32"), ("BOOL", "|b1", "BOOL")]:
        array = numpy.asarray(values_of(code[1:]), code)
        add(f"{kind}.safetensors", safetensors_file(kind, [6], array.tobytes()), target, (6,), array)


numpys()
safetensors()
TARGET.write_text("".join(row + "\n" for row in rows))
