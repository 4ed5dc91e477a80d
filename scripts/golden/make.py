"""Writes src/test/resources/golden: layer cases (*.safetensors), signatures.tsv, errors.tsv and calls.tsv, made with PyTorch.

    python3 -m venv V && V/bin/pip install torch==2.13.0 numpy && V/bin/python scripts/golden/make.py

    make.py --random SEED COUNT DIR    random legal calls with their values, for the tests' -Dnacre.cases=DIR
    make.py --calls SEED COUNT FILE    random calls, legal and illegal, with sizes and errors, for -Dnacre.calls=FILE

Deterministic: the same PyTorch on the same machine writes the same bytes. The format of a case:

Tensors (F32, indices I64, row-major little endian): `x`, further inputs `x1`, `x2`; `param.NAME` for every entry of the
module's state_dict(); `samples` where a FractionalMaxPool was given its random numbers; the result `y`, and `indices`, the
second result of a pool with return_indices=True, flat within one channel plane of the unpadded input.
`__metadata__`: `case`; `torch`, its version; `layer`, the constructor call with every argument; `repr`, as PyTorch prints
the module; `output_size` (a JSON list) where the call was given one.
"""
import os, sys
if os.environ.get('PYTHONHASHSEED') != '0':  # some of PyTorch's error texts print a set: fix its order
    os.environ['PYTHONHASHSEED'] = '0'
    os.execv(sys.executable, [sys.executable] + sys.argv)
import inspect, json, math, shutil, struct, warnings, zlib
import torch
from torch import nn

warnings.filterwarnings('ignore')
torch.set_num_threads(1)

SEED = 20260
TARGET = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../src/test/resources/golden')
LAYERS = ('''Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d Linear Bilinear Identity
    MaxPool1d MaxPool2d MaxPool3d AvgPool1d AvgPool2d AvgPool3d LPPool1d LPPool2d LPPool3d MaxUnpool1d MaxUnpool2d MaxUnpool3d
    AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d
    FractionalMaxPool2d FractionalMaxPool3d
    ReLU ReLU6 LeakyReLU PReLU RReLU ELU SELU CELU GELU SiLU Mish Hardswish Hardsigmoid Hardtanh Hardshrink Softshrink
    Tanhshrink Softplus Softsign Sigmoid Tanh LogSigmoid Threshold GLU Softmax Softmin LogSoftmax Softmax2d
    BatchNorm1d BatchNorm2d BatchNorm3d InstanceNorm1d InstanceNorm2d InstanceNorm3d GroupNorm LayerNorm RMSNorm LocalResponseNorm
    Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout Flatten Unflatten
    Upsample UpsamplingNearest2d UpsamplingBilinear2d PixelShuffle PixelUnshuffle ChannelShuffle Sequential '''
    + ' '.join(f'{kind}Pad{s}d' for kind in ('Zero', 'Constant', 'Reflection', 'Replication', 'Circular') for s in (1, 2, 3))).split()

POSITIONAL = {'in_channels', 'out_channels', 'in_features', 'out_features', 'num_features'}
LEFT_OUT = {'device', 'dtype', 'min_value', 'max_value', '_random_samples'}
SPATIAL = {'kernel_size', 'stride', 'padding', 'dilation', 'output_padding'}


class L:
    """A layer that is not built yet: class, arguments."""

    def __init__(self, cls, *a, **k):
        self.cls, self.a, self.k = cls, a, k

    def build(self, **more):
        a = [v.build() if isinstance(v, L) else v for v in self.a]
        return self.cls(*a, **self.k, **more)

    def call(self):
        """The constructor call with every argument, defaults included."""
        if self.cls is nn.Sequential:
            return 'Sequential(' + ', '.join(v.call() for v in self.a) + ')'
        b = inspect.signature(self.cls).bind(*self.a, **self.k)
        b.apply_defaults()
        name = self.cls.__name__
        out = []
        for n, p in b.signature.parameters.items():
            if n in LEFT_OUT or p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD):
                continue
            v = b.arguments[n]
            if name.startswith('Conv') and n in SPATIAL and isinstance(v, int):
                v = (v,) * int(name[-2])
            if n == 'stride' and v is None and not name.startswith('LP'):
                v = b.arguments['kernel_size']
            v = tuple(v) if isinstance(v, list) else v
            v = "float('inf')" if v == math.inf else "float('-inf')" if v == -math.inf else repr(v)
            out.append(v if n in POSITIONAL else f'{n}={v}')
        return name + '(' + ', '.join(out) + ')'


NAMES = {n: (lambda cls: lambda *a, **k: L(cls, *a, **k))(getattr(nn, n)) for n in LAYERS} | {'inf': math.inf}


def randomize(m, g):
    """Seeded parameters: weights scaled to unit-variance output, non-trivial statistics."""
    def rn(t):
        return torch.randn(t.shape, generator=g)

    def ru(t, lo, hi):
        return lo + (hi - lo) * torch.rand(t.shape, generator=g)
    with torch.no_grad():
        for s in m.modules():
            if isinstance(s, (nn.modules.batchnorm._NormBase, nn.GroupNorm, nn.LayerNorm, nn.RMSNorm)):
                if s.weight is not None:
                    s.weight.copy_(ru(s.weight, .5, 1.5))
                if getattr(s, 'bias', None) is not None:
                    s.bias.copy_(rn(s.bias) * .5)
                if getattr(s, 'running_mean', None) is not None:
                    s.running_mean.copy_(rn(s.running_mean) * .5)
                    s.running_var.copy_(ru(s.running_var, .2, 2.))
                    s.num_batches_tracked.fill_(7)
            elif isinstance(s, nn.PReLU):
                if s.num_parameters > 1:
                    s.weight.copy_(ru(s.weight, -.5, 1.))
            elif isinstance(s, (nn.Linear, nn.Bilinear, nn.modules.conv._ConvNd)):
                w = s.weight
                fan = w[0].numel()
                if isinstance(s, nn.modules.conv._ConvTransposeNd):
                    fan = max(1, w.shape[0] // s.groups * w[0, 0].numel() // math.prod(s.stride))
                w.copy_(rn(w) / math.sqrt(max(1, fan)))
                if s.bias is not None:
                    s.bias.copy_(rn(s.bias) * .5)


def save(path, tensors, meta):
    """safetensors by hand: deterministic bytes, 8-byte tensors first, header padded to 8 bytes."""
    names = sorted(tensors, key=lambda n: (-tensors[n].element_size(), list(tensors).index(n)))
    head, off, blobs = {'__metadata__': {k: meta[k] for k in sorted(meta)}}, 0, []
    for n in names:
        t = tensors[n].detach().contiguous()
        b = t.numpy().tobytes() if t.numel() else b''
        head[n] = {'dtype': {torch.float32: 'F32', torch.int64: 'I64'}[t.dtype], 'shape': list(t.shape), 'data_offsets': [off, off + len(b)]}
        off += len(b)
        blobs.append(b)
    h = json.dumps(head, separators=(',', ':')).encode()
    h += b' ' * (-len(h) % 8)
    with open(path, 'wb') as f:
        f.write(struct.pack('<Q', len(h)) + h + b''.join(blobs))


CASES = []


def case(cid, layer, *inputs, output_size=None, samples=None):
    """layer: text in Python. inputs: a shape (seeded normal values), a tensor, or a function of the generator."""
    assert cid not in CASES, cid
    CASES.append(cid)
    g = torch.Generator().manual_seed(SEED * 1000003 + zlib.crc32(cid.encode()))
    torch.manual_seed(SEED)
    lazy = eval(layer, NAMES)
    u = None if samples is None else torch.rand(samples, generator=g)
    m = lazy.build(**({} if u is None else {'_random_samples': u})).eval()
    randomize(m, g)
    xs = [torch.randn(i, generator=g) if isinstance(i, tuple) else i(g) if callable(i) else i for i in inputs]
    t = {'x' if k == 0 else f'x{k}': x for k, x in enumerate(xs)}
    if u is not None:
        t['samples'] = u
    t |= {'param.' + k: v for k, v in m.state_dict().items()}
    if '_random_samples' in m.state_dict():
        t.pop('param._random_samples')
    with torch.no_grad():
        y = m(*[x.clone() for x in xs], **({} if output_size is None else {'output_size': list(output_size)}))
    if isinstance(y, tuple):
        t['y'], t['indices'] = y
    else:
        t['y'] = y
    meta = {'layer': lazy.call(), 'repr': repr(m), 'torch': torch.__version__, 'case': cid}
    if output_size is not None:
        meta['output_size'] = json.dumps(list(output_size))
    save(os.path.join(TARGET, cid + '.safetensors'), t, meta)


def write_signatures():
    """Every layer's constructor, as PyTorch declares it."""
    with open(os.path.join(TARGET, 'signatures.tsv'), 'w') as f:
        f.write('layer\tsignature\n')
        for n in sorted(LAYERS):
            out = []
            for k, p in inspect.signature(getattr(nn, n)).parameters.items():
                if k not in LEFT_OUT and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD):
                    out.append(k if p.default is p.empty else f'{k}={p.default!r}')
            f.write(f"{n}\t{n}({', '.join(out)})\n")


def answer(layer, shapes, size):
    """The result's shape, or the first line of what PyTorch says instead."""
    try:
        m = eval(layer, NAMES).build().eval()
        xs = [torch.zeros(s) for s in shapes]
        if 'Unpool' in layer:
            xs[1] = xs[1].long()
        with torch.no_grad():
            y = m(*xs, **({} if size is None else {'output_size': list(size)}))
        return '= ' + str(list((y[0] if isinstance(y, tuple) else y).shape)).replace(' ', '')
    except Exception as e:
        return str(e).split('\n')[0]


def write_calls(path, calls, legal=True, accident=lambda layer, words: False):
    """Calls and what PyTorch answers."""
    count = 0
    with open(path, 'w') as f:
        f.write('layer\tinputs\toutput_size\tanswer\n')
        for layer, shapes, size in calls:
            words = answer(layer, shapes, size)
            if accident(layer, words):
                continue
            if words.startswith('= ') and not legal:
                raise SystemExit(f'legal: {layer} {shapes} {size}')
            count += 1
            f.write('\t'.join([layer, ' '.join(str(list(s)).replace(' ', '') for s in shapes), '-' if size is None else str(list(size)), words]) + '\n')
    return count


def write_random(folder, seed, count):
    """Cases of random legal calls: values of every kind, for a folder outside of the repository."""
    global TARGET, SEED
    import fuzz
    TARGET, SEED = folder, seed
    os.makedirs(folder, exist_ok=True)
    number = 0
    for layer, shapes, size in fuzz.calls(seed, 2 * count, answer):
        words = answer(layer, shapes, size)
        if number == count or not words.startswith('= ') or fuzz.accident(layer, words):
            continue
        plane = json.loads(words[2:])[-int(layer[9]):] if 'Unpool' in layer else [0]
        if 'Unpool' in layer and not math.prod(plane):
            continue
        values = [lambda g, s=s, k=number % 12: kinds(k, s, g) for s in shapes]
        if 'Unpool' in layer:
            values[1] = torch.randint(0, math.prod(plane), shapes[1])
        samples = None
        if layer.startswith('Fractional'):
            axes = int(layer[len('FractionalMaxPool')])
            x = shapes[0]
            samples = ((1,) + x[:1] if len(x) == axes + 1 else x[:2]) + (axes,)
        name = f"random_{number}_{layer.split('(')[0].lower()}"
        try:
            case(name, layer, *values, output_size=size, samples=samples)
            number += 1
        except (IndexError, RuntimeError):  # a layer of no channels, or samples that do not fit
            CASES.remove(name)


def kinds(k, shape, g):
    """Normal values mostly; small integers with their ties, NaN and infinities among others, constants."""
    x = torch.randn(shape, generator=g)
    if k == 7:
        return torch.randint(-3, 4, shape, generator=g).float()
    if k == 8:
        x[torch.rand(shape, generator=g) < .15] = math.nan
    elif k == 9:
        at = torch.rand(shape, generator=g)
        x[at < .1] = math.inf
        x[at > .9] = -math.inf
    elif k == 10:
        x.fill_((-math.inf, -0., -1.)[torch.randint(0, 3, (), generator=g)])
    return x


if __name__ == '__main__':
    import __main__
    sys.modules['make'] = __main__
    import cases, errors, fuzz, networks
    if sys.argv[1:2] == ['--random']:
        write_random(sys.argv[4], int(sys.argv[2]), int(sys.argv[3]))
        print(len(CASES), 'cases in', sys.argv[4])
        sys.exit()
    if sys.argv[1:2] == ['--calls']:
        seed, count = int(sys.argv[2]), int(sys.argv[3])
        print(write_calls(sys.argv[4], fuzz.calls(seed, count, answer), accident=fuzz.accident), 'calls in', sys.argv[4])
        sys.exit()
    shutil.rmtree(TARGET, ignore_errors=True)
    os.makedirs(TARGET)
    cases.make()
    networks.make_all(os.path.join(TARGET, 'networks'))
    write_signatures()
    write_calls(os.path.join(TARGET, 'errors.tsv'), errors.CALLS, legal=False)
    random = write_calls(os.path.join(TARGET, 'calls.tsv'), fuzz.calls(SEED, 3000, answer), accident=fuzz.accident)
    size = sum(os.path.getsize(os.path.join(folder, n)) for folder, _, names in os.walk(TARGET) for n in names)
    print(len(CASES), 'cases,', len(errors.CALLS), 'errors,', random, 'random calls,', size // 1024, 'KiB')
