"""Random calls, legal and illegal: expressions with input shapes, from a seeded generator. An illegal call is a legal one
with one thing changed, since the order of PyTorch's checks is nobody's concern."""
import ast, random

ACCIDENTS = ('could not construct a memory descriptor', 'could not create a primitive descriptor', 'select(): index', 'tuple index out of range',
             'values to unpack', 'invalid shape dimension', 'integer multiplication overflow', 'cannot reshape tensor of 0 elements', 'cannot broadcast to',
             'only one dimension can be inferred', 'dimensions are invalid', 'is not supported for', 'unsupported operation', 'must be Tensor, not tuple',
             'non-empty 2D or 4D weight', 'non-empty 5D (n_output_plane', 'should be less than or equal to two times', 'narrow(): length',
             'expected input with shape [*-', ',-')


def accident(layer, words):
    """Whether PyTorch's answer is an accident: the words of Python or of a library beneath; a transposed convolution of size 0,
    which some of its algorithms make and others refuse; a transposed convolution of no samples, whose output padding nobody
    looks at; a convolution of no channels, which has no output channels either; a sum where Python sees a tuple."""
    return (any(a in words for a in ACCIDENTS) or ('Calculated output size per channel' in words and '-' not in words)
            or ('Transpose' in layer and words.startswith('= [0,')) or (layer.startswith('Conv') and words.startswith('= ') and ',0,' in words)
            or layer.startswith('Circular') and '-' in layer)


def one_in(r, n):
    return r.random() < 1 / n


def space(r, s, low=1, high=9):
    return tuple(r.randint(low, high) for _ in range(s))


def per_axis(r, s, low, high, one=.5):
    """An int, or a tuple."""
    return r.randint(low, high) if r.random() < one else space(r, s, low, high)


def shape(r, s, channels, low=1, high=9):
    """Mostly (N, C, …), sometimes (C, …)."""
    x = (r.choice((0, 1, 2, 2, 3)), channels) + space(r, s, low, high)
    return x[1:] if one_in(r, 7) else x


def flag(r):
    return r.random() < .5


def convolution(r):
    s, g = r.randint(1, 3), r.choice((1, 1, 2, 3))
    i, o = g * r.randint(1, 3), g * r.randint(1, 3)
    mode = r.choice(('zeros', 'zeros', 'reflect', 'replicate', 'circular'))
    padding = repr(r.choice(('same', 'valid'))) if one_in(r, 4) else per_axis(r, s, 0, 3)
    stride = 1 if padding == "'same'" else per_axis(r, s, 1, 4)
    return f"Conv{s}d({i}, {o}, {per_axis(r, s, 1, 5)}, stride={stride}, padding={padding}, dilation={per_axis(r, s, 1, 3)}, groups={g}, bias={flag(r)}, padding_mode='{mode}')", [shape(r, s, i)], None


def transposed(r):
    s, g = r.randint(1, 3), r.choice((1, 1, 2, 3))
    i, o = g * r.randint(1, 3), g * r.randint(1, 3)
    size = tuple(r.randint(3, 25) for _ in range(r.choice((s, s, s + 1, s + 2)))) if one_in(r, 4) else None
    extra = 0 if size else per_axis(r, s, 0, 3)
    a = f'ConvTranspose{s}d({i}, {o}, {per_axis(r, s, 1, 5)}, stride={per_axis(r, s, 1, 4)}, padding={per_axis(r, s, 0, 2)}, output_padding={extra}, groups={g}, bias={flag(r)}, dilation={per_axis(r, s, 1, 3)})'
    return a, [shape(r, s, i)], size


def window(r, s, low=1, high=5):
    """Kernel and a padding of at most its half."""
    kernel = per_axis(r, s, low, high)
    half = tuple(r.randint(0, n // 2) for n in (kernel if isinstance(kernel, tuple) else (kernel,) * s))
    return kernel, half if flag(r) else min(half)


def pool(r):
    s, k = r.randint(1, 3), r.choice(('Max', 'Avg', 'LP'))
    kernel, padding = window(r, s)
    common = f'stride={r.choice((None, per_axis(r, s, 1, 4)))}, ceil_mode={flag(r)}'
    if k == 'Max':
        a = f'MaxPool{s}d({kernel}, {common}, padding={padding}, dilation={per_axis(r, s, 1, 3)}, return_indices={flag(r)})'
    elif k == 'Avg':
        divisor = f', divisor_override={r.choice((None, 1, 3, -2))}' if s > 1 else ''
        a = f'AvgPool{s}d({kernel}, {common}, padding={padding}, count_include_pad={flag(r)}{divisor})'
    else:
        kernel = kernel if s > 1 or isinstance(kernel, int) else kernel[0]
        a = f"LPPool{s}d({r.choice((1, 2, 2.0, 3, 1.5, -1, 'inf', '-inf'))}, {kernel}, {common})"
    return a, [shape(r, s, r.randint(1, 3))], None


def unpool(r):
    s = r.randint(1, 3)
    x = shape(r, s, r.randint(1, 3), 1, 5)
    size = tuple(r.randint(1, 14) for _ in range(r.choice((s, s, s + 1, s + 2)))) if one_in(r, 3) else None
    return f'MaxUnpool{s}d({per_axis(r, s, 1, 4)}, stride={r.choice((None, per_axis(r, s, 1, 4)))}, padding={per_axis(r, s, 0, 1)})', [x, x], size


def adaptive(r):
    s = r.randint(1, 3)
    size = r.randint(0, 6) if flag(r) else tuple(r.choice((None, 0, 1, 2, 3, 5)) if s > 1 else r.randint(0, 5) for _ in range(s))
    k = r.choice(('Avg', 'Max'))
    return f"Adaptive{k}Pool{s}d({size}{f', return_indices={flag(r)}' if k == 'Max' else ''})", [shape(r, s, r.randint(1, 3))], None


def fractional(r):
    s = r.randint(2, 3)
    size = f'output_size={per_axis(r, s, 1, 5)}' if flag(r) else f"output_ratio={r.choice((.5, .3, .7)) if flag(r) else tuple(round(r.uniform(.05, .95), 2) for _ in range(s))}"
    return f'FractionalMaxPool{s}d({per_axis(r, s, 1, 4)}, {size}, return_indices={flag(r)})', [shape(r, s, r.randint(1, 3), 2, 10)], None


def pad(r):
    s, k = r.randint(1, 3), r.choice(('Zero', 'Constant', 'Reflection', 'Replication', 'Circular'))
    sides = r.randint(-1, 4) if one_in(r, 3) else tuple(r.randint(-2 if k != 'Circular' else 0, 4) for _ in range(2 * s))
    return f"{k}Pad{s}d({sides}{f', {r.choice((1.5, -2, 0))}' if k == 'Constant' else ''})", [shape(r, s, r.randint(1, 3))], None


def resampling(r):
    s = r.randint(1, 3)
    if one_in(r, 6):
        size = f'size={per_axis(r, 2, 1, 9)}' if flag(r) else f'scale_factor={r.choice((2, 1.5, .5, (2, 3), (1.3, .7)))}'
        return f"Upsampling{r.choice(('Nearest', 'Bilinear'))}2d({size})", [shape(r, 2, 2)], None
    mode = r.choice(('nearest', 'nearest-exact', 'area', 'linear', 'bilinear', 'bicubic', 'trilinear'))
    if mode not in ('nearest', 'nearest-exact', 'area'):
        s = {'linear': 1, 'trilinear': 3}.get(mode, 2)
    if flag(r):
        a = f'size={per_axis(r, s, 1, 12)}'
    else:
        scales = tuple(round(r.uniform(.15, 3.2), r.choice((1, 2))) for _ in range(s))
        a = f"scale_factor={scales[0] if flag(r) else scales}, recompute_scale_factor={r.choice((None, True, False))}"
    if mode.endswith('linear') or mode == 'bicubic':
        a += f', align_corners={r.choice((None, True, False))}'
    return f"Upsample({a}, mode='{mode}')", [(r.choice((0, 1, 2)), r.randint(1, 3)) + space(r, s)], None


def norm(r):
    s, c = r.randint(1, 3), r.randint(1, 6)
    k = r.choice(('BatchNorm', 'InstanceNorm', 'GroupNorm', 'LayerNorm', 'RMSNorm', 'LocalResponseNorm'))
    x = shape(r, s, c)
    if k.startswith(('Batch', 'Instance')):
        x = (r.randint(1, 3), c) if one_in(r, 8) else x
        return f'{k}{s}d({c}, eps={r.choice((1e-5, .1))}, momentum={r.choice((.1, None))}, affine={flag(r)}, track_running_stats={flag(r)}, bias={flag(r)})', [x], None
    if k == 'GroupNorm':
        return f'GroupNorm({r.choice((1, 2, 3, c))}, {c}, affine={flag(r)}, bias={flag(r)})', [(r.randint(1, 3), c) if one_in(r, 5) else x], None
    if k == 'LocalResponseNorm':
        return f'LocalResponseNorm({r.randint(1, 7)}, alpha={r.choice((1e-4, .5))}, beta={r.choice((.75, .5, 1))}, k={r.choice((1, 2, .5))})', [x], None
    last = x[-r.randint(1, len(x)):]
    bias = f', bias={flag(r)}' if k == 'LayerNorm' else ''
    return f'{k}({last if len(last) > 1 or flag(r) else last[0]}, eps={r.choice((1e-5, .1))}, elementwise_affine={flag(r)}{bias})', [x], None


ACTIVATIONS = '''ReLU() ReLU6() LeakyReLU(0.2) LeakyReLU(-0.5) PReLU() PReLU(3) PReLU(num_parameters=2) RReLU() RReLU(0.1,0.1) ELU() ELU(alpha=-1.5) SELU()
    CELU() CELU(3) GELU() GELU(approximate='tanh') SiLU() Mish() Hardswish() Hardsigmoid() Hardtanh() Hardtanh(-2,0.5) Hardshrink() Hardshrink(-1)
    Softshrink() Softshrink(0) Tanhshrink() Softplus() Softplus(2,5) Softplus(beta=-1) Softsign() Sigmoid() Tanh() LogSigmoid() Threshold(0.1,20)
    Threshold(1,-3) Softmax2d() Softmax(None) Softmin() LogSoftmax() GLU() Flatten() Identity()'''.split()


def elementwise(r):
    x = tuple(r.choice((0, 1, 2, 3, 4, 6)) for _ in range(r.randint(0, 5)))
    d = r.randint(-4, 4)
    return r.choice(ACTIVATIONS + [f'GLU({d})', f'Softmax({d})', f'Softmin({d})', f'LogSoftmax({d})'] * 4 + ['Dropout(0.25)', 'Dropout1d()', 'AlphaDropout(1)']), [x], None


def shaping(r):
    x = tuple(r.choice((0, 1, 2, 3, 4, 6, 8, 9)) for _ in range(r.randint(0, 5)))
    d = lambda: r.randint(-4, 4)
    sizes = r.choice(((2, -1), (2, 3), (-1, 2, 2), (1, -1), (3, -1), (6,)))
    a = (f'Flatten({d()}, {d()})', f'Unflatten({d()}, {sizes})', f'PixelShuffle({r.randint(1, 3)})', f'PixelUnshuffle({r.randint(1, 3)})', f'ChannelShuffle({r.randint(1, 4)})')
    return r.choice(a), [x], None


def product(r):
    rows, i, j = tuple(r.randint(0, 4) for _ in range(r.randint(0, 3))), r.randint(1, 6), r.randint(1, 4)
    if one_in(r, 3):
        return f'Bilinear({i}, {j}, {r.randint(1, 4)}, bias={flag(r)})', [rows + (i,), rows + (j,)], None
    return f'Linear({i}, {r.randint(1, 6)}, bias={flag(r)})', [rows + (i,)], None


FAMILIES = ((convolution, 6), (transposed, 5), (pool, 8), (unpool, 2), (adaptive, 3), (fractional, 1), (pad, 3), (resampling, 4), (norm, 5), (elementwise, 3), (shaping, 2), (product, 2))


def other_number(r, value, lengths):
    """Another value in place of an argument's: numbers, and, where that makes sense, tuples of other lengths."""
    if isinstance(value, tuple):
        numbers = list(value)
        if not lengths or one_in(r, 2):
            numbers[r.randrange(len(numbers))] = r.choice((0, -1, 1, 2, 9))
        elif flag(r):
            numbers.append(r.choice((0, 1, 2)))
        elif len(numbers) > 2:
            numbers.pop()
        return tuple(numbers)
    return r.choice((0, -1, 1, 2, 3, 17)) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def spoil(r, layer, shapes, size):
    """The call with one argument, one extent or one axis changed."""
    if flag(r):
        tree = ast.parse(layer, mode='eval').body
        lengths = 'Unpool' not in layer and ('padding_mode' not in layer or 'zeros' in layer)  # elsewhere any may do
        places = [(tree.args, k) for k in range(len(tree.args))] + [(k, 'value') for k in tree.keywords]
        if places:
            owner, key = r.choice(places)
            node = owner[key] if isinstance(owner, list) else owner.value
            try:
                new = ast.parse(repr(other_number(r, ast.literal_eval(node), lengths)), mode='eval').body
            except ValueError:  # inf
                new = node
            if isinstance(owner, list):
                owner[key] = new
            else:
                owner.value = new
            layer = ast.unparse(tree)
        return layer, shapes, size
    x = list(shapes[0])
    how = r.randint(0, 3)
    if how == 0 and x:
        x.pop(r.randrange(len(x)))
    elif how == 1:
        x.insert(r.randint(0, len(x)), r.choice((1, 2, 3)))
    elif x:
        x[r.randrange(len(x))] = r.choice((0, 1, 2, 3, 5, 7))
    return layer, [tuple(x)] * len(shapes) if 'Unpool' in layer and flag(r) else [tuple(x)] + shapes[1:], size


def calls(seed, count, answer):
    """Calls, a third of them spoilt; `answer` tells what PyTorch says to a call."""
    r = random.Random(seed)
    families, weights = zip(*FAMILIES)
    out = []
    while len(out) < count:
        call = r.choices(families, weights)[0](r)
        words = answer(*call)
        if one_in(r, 3) and words.startswith('= ') and not accident(call[0], words):
            call = spoil(r, *call)
        out.append(call)
    return out
