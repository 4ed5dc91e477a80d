#!/usr/bin/env python3
"""Makes the pictures of src/test/resources/pictures, and what Pillow reads from them: expected.safetensors.

Run once and committed: scripts/golden/pictures.py PROFILE.icc, with Pillow 9.4 and NumPy. The profile is any that is not
sRGB; it must not change a sample.
"""
import io
import json
import struct
import sys
import zlib
from pathlib import Path

import numpy
from PIL import Image, ImageOps

FOLDER = Path(__file__).resolve().parents[2] / "src/test/resources/pictures"
WIDTH, HEIGHT = 23, 17
expected = {}


def scene():
    """Smooth enough for JPEG, and different at every edge."""
    y, x = numpy.mgrid[0:HEIGHT, 0:WIDTH]
    planes = [x * 255 / (WIDTH - 1), y * 255 / (HEIGHT - 1), 127 + 120 * numpy.sin((x + 2 * y) / 5)]
    return numpy.stack(planes, -1).round().astype(numpy.uint8)


def record(name, image=None):
    image = ImageOps.exif_transpose(image or Image.open(FOLDER / name))
    expected[name] = numpy.asarray(image.convert("RGB"))


def save(name, image, **options):
    image.save(FOLDER / name, **options)
    record(name)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def wide_png(name, samples):
    """16 bits a sample, which Pillow cannot write."""
    colour = 2 if samples.ndim == 3 else 0
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in samples)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 16, colour, 0, 0, 0)
    (FOLDER / name).write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))
    full = samples.astype(numpy.float64) / 257
    expected[name] = (full if samples.ndim == 3 else numpy.stack([full] * 3, -1)).astype(numpy.float32)


def without_segment(jpeg, marker):
    at = jpeg.index(bytes([0xFF, marker]))
    return jpeg[:at] + jpeg[at + 2 + struct.unpack(">H", jpeg[at + 2:at + 4])[0]:]


def kinds():
    rgb = Image.fromarray(scene())
    alpha = Image.fromarray(numpy.linspace(0, 255, WIDTH * HEIGHT).reshape(HEIGHT, WIDTH).astype(numpy.uint8))
    grey = rgb.convert("L")
    palette = rgb.quantize(13)
    save("rgb.png", rgb)
    save("rgba.png", Image.merge("RGBA", (*rgb.split(), alpha)))
    save("grey.png", grey)
    save("grey_alpha.png", Image.merge("LA", (grey, alpha)))
    save("grey_1bit.png", grey.convert("1"))
    save("palette_4bit.png", palette)
    save("palette_8bit.png", rgb.quantize(200))
    save("palette_transparent.png", palette, transparency=bytes([0, 128] + [255] * 11))
    save("grey_key.png", grey, transparency=100)
    wide_png("rgb_16bit.png", scene().astype(numpy.uint16) * 256 + scene()[::-1])
    wide_png("grey_16bit.png", scene()[..., 0].astype(numpy.uint16) * 256 + 7)
    save("palette.gif", palette)
    save("rgb.bmp", rgb)
    save("rgb_444.jpg", rgb, quality=95, subsampling=0)
    save("rgb_420.jpg", rgb, quality=95, subsampling=2)
    save("progressive.jpg", rgb, quality=90, progressive=True)
    save("grey.jpg", grey, quality=95)
    save("profile.jpg", rgb, quality=95, subsampling=0, icc_profile=Path(sys.argv[1]).read_bytes())
    save("profile.png", rgb, icc_profile=Path(sys.argv[1]).read_bytes())
    inks = Image.merge("CMYK", (*ImageOps.invert(rgb).split(), alpha.point(lambda v: v // 3)))
    save("cmyk.jpg", inks, quality=95, subsampling=0)
    adobe = (FOLDER / "cmyk.jpg").read_bytes()
    (FOLDER / "cmyk_plain.jpg").write_bytes(without_segment(adobe, 0xEE))
    record("cmyk_plain.jpg")
    transform = adobe.index(b"Adobe") + 11
    (FOLDER / "ycck.jpg").write_bytes(adobe[:transform] + b"\2" + adobe[transform + 1:])
    record("ycck.jpg")
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        save(f"exif_{orientation}.jpg", rgb, quality=95, subsampling=0, exif=exif)
    save("exif_6.png", rgb, exif=exif_of(6))


def exif_of(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def recipes():
    """Sizes in Pillow's order, width first. Mode F is Pillow's filter without its rounding to whole numbers."""
    rgb = Image.fromarray(scene())
    planes = [Image.fromarray(scene()[..., c].astype(numpy.float32)) for c in range(3)]
    for width, height in [(10, 8), (40, 31), (5, 31), (23, 3), (1, 1), (64, 17)]:
        name = f"resize {width}x{height}"
        expected[name] = numpy.asarray(rgb.resize((width, height), Image.BILINEAR))
        exact = [numpy.asarray(plane.resize((width, height), Image.BILINEAR)) for plane in planes]
        expected[name + " exact"] = numpy.stack(exact, -1)
    expected["grey"] = numpy.asarray(rgb.convert("L"))
    expected["imagenet"] = imagenet(rgb)


def imagenet(image):
    """torchvision's Resize(14), CenterCrop((11, 12)), ToTensor, Normalize."""
    side = 14
    resized = image.resize((int(side * WIDTH / HEIGHT), side), Image.BILINEAR)
    left = int(round((resized.width - 12) / 2.0))
    top = int(round((resized.height - 11) / 2.0))
    values = numpy.asarray(resized.crop((left, top, left + 12, top + 11)), numpy.float32) / 255
    mean, std = numpy.float32([0.485, 0.456, 0.406]), numpy.float32([0.229, 0.224, 0.225])
    return ((values - mean) / std).transpose(2, 0, 1).astype(numpy.float32)


def write(file):
    types = {"uint8": "U8", "float32": "F32"}
    header, data = {}, io.BytesIO()
    for name, array in sorted(expected.items(), key=lambda item: item[1].dtype.name):  # floats first: aligned
        begin = data.tell()
        data.write(numpy.ascontiguousarray(array).tobytes())
        header[name] = {
            "dtype": types[array.dtype.name], "shape": list(array.shape), "data_offsets": [begin, data.tell()]}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    file.write_bytes(struct.pack("<Q", len(text)) + text + data.getvalue())


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    kinds()
    recipes()
    write(FOLDER / "expected.safetensors")
