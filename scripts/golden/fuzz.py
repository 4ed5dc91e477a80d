"""Random calls, legal and illegal: expressions with input shapes, from a seeded generator. At most one argument is wrong on
purpose, since the order of PyTorch's checks is nobody's concern."""
import random

ACCIDENTS = ('could not construct a memory descriptor', 'select(): index', 'tuple index out of range', 'values to unpack', 'invalid shape dimension',
             'integer multiplication overflow', 'cannot reshape tensor of 0 elements', 'cannot broadcast to', 'only one dimension can be inferred', ',-')


def accident(words):
    """Whether PyTorch's answer is an accident: the words of Python or of a library beneath, or a transposed convolution of
    size 0, which some of its algorithms make and others refuse."""
    return any(a in words for a in ACCIDENTS) or ('Calculated output size per channel' in words and '-' not in words)


class Chance(random.Random):
    """Random numbers, and the one thing that is wrong."""

    def begin(self):
        self.wrong = False

    def flaw(self, p=.03):
        if self.wrong or self.random() >= p:
            return False
        self.wrong = True
        return True


def space(r, s, low=1, high=9):
    return tuple(r.randint(low, high) for _ in range(s))


def per_axis(r, s, low, high, flaws=True):
    """An int, or a tuple; once in a while of the wrong length."""
    if r.random() < .5:
        return r.randint(low, high)
    n = s % 3 + 2 if flaws and r.flaw(.02) else s
    return tuple(r.randint(low, high) for _ in range(n))


def shape(r, s, channels):
    """Mostly (N, C, …), sometimes (C, …), rarely of another rank."""
    if r.flaw():
        channels += 1
    if r.flaw():
        x = (r.randint(1, 3),) * r.choice((s, s + 3))
        return x
    x = (1 if r.wrong else r.choice((1, 2, 2, 0)), channels) + space(r, s)
    return x[1:] if r.random() < .15 else x


def convolution(r):
    s, g = r.randint(1, 3), r.choice((1, 1, 1, 2, 3))
    i, o = g * r.randint(1, 3), g * r.randint(1, 3)
    if g > 1 and r.flaw():
        i += 1
    mode = r.choice(('zeros', 'zeros', 'reflect', 'replicate', 'circular'))
    rule = r.random() < .25
    padding = repr(r.choice(('same', 'valid'))) if rule else -1 if r.flaw() else per_axis(r, s, 0, 4 if mode == 'zeros' else 2, mode == 'zeros')
    stride = 0 if r.flaw() else 1 if padding == "'same'" and not r.flaw() else per_axis(r, s, 1, 3)
    dilation = per_axis(r, s, 1, 3)
    mode = 'zeros' if r.wrong else mode
    a = f"Conv{s}d({i}, {o}, {per_axis(r, s, 1, 4, False)}, stride={stride}, padding={padding}, dilation={dilation}, groups={g}, bias={r.random() < .5}, padding_mode='{mode}')"
    return a, [shape(r, s, i)], None


def transposed(r):
    s, g = r.randint(1, 3), r.choice((1, 1, 2))
    i, o = g * r.randint(1, 3), g * r.randint(1, 3)
    stride = per_axis(r, s, 1, 3)
    least = stride if isinstance(stride, int) else min(stride)
    extra = least + 2 if r.flaw() else r.randint(0, least - 1)
    a = f'ConvTranspose{s}d({i}, {o}, {per_axis(r, s, 1, 4, False)}, stride={stride}, padding={per_axis(r, s, 0, 1, False)}, output_padding={extra}, groups={g}, bias={r.random() < .5}, dilation={r.randint(1, 3)})'
    x = shape(r, s, i)
    return a, [x], tuple(r.randint(3, 20) for _ in range(s)) if len(x) in (s + 1, s + 2) and r.flaw(.1) else None


def pool(r):
    s, k = r.randint(1, 3), r.choice(('Max', 'Avg', 'LP'))
    kernel = r.choice((0, -1)) if r.flaw() else r.randint(1, 4) if r.random() < .5 else space(r, s, 1, 4)
    sizes = kernel if isinstance(kernel, tuple) else (kernel,) * s
    half = tuple(r.randint(0, max(0, n) // 2) for n in sizes)
    padding = -1 if r.flaw() else tuple(n + 1 for n in half) if r.flaw() else r.choice((half, min(half)))
    stride = 0 if r.flaw() else r.choice((None, per_axis(r, s, 1, 4, k != 'LP')))
    common = f'stride={stride}, ceil_mode={r.random() < .5}'
    if k == 'Max':
        a = f'MaxPool{s}d({kernel}, {common}, padding={padding}, dilation={per_axis(r, s, 1, 3)}, return_indices={r.random() < .5})'
    elif k == 'Avg':
        divisor = f', divisor_override={0 if r.flaw() else r.choice((None, 3, -2))}' if s > 1 else ''
        a = f'AvgPool{s}d({kernel}, {common}, padding={padding}, count_include_pad={r.random() < .5}{divisor})'
    else:
        a = f'LPPool{s}d({r.choice((1, 2, 2.0, 3))}, {kernel if s > 1 else sizes[0]}, {common})'
    return a, [shape(r, s, 0 if r.flaw() else r.randint(1, 3))], None


def adaptive(r):
    s = r.randint(1, 3)
    size = r.randint(1, 6) if r.random() < .4 else tuple(r.choice((None, 1, 2, 3, 5)) if s > 1 else r.randint(1, 5) for _ in range(s + 1 if r.flaw() else s))
    return f"Adaptive{r.choice(('Avg', 'Max'))}Pool{s}d({size})", [shape(r, s, 2)], None


def pad(r):
    s, k = r.randint(1, 3), r.choice(('Zero', 'Constant', 'Reflection', 'Replication', 'Circular'))
    sides = r.randint(-1, 4) if r.random() < .3 else tuple(r.randint(-2 if k != 'Circular' else 0, 4) for _ in range(2 * s))
    return f"{k}Pad{s}d({sides}{', 1.5' if k == 'Constant' else ''})", [shape(r, s, 2)], None


def resampling(r):
    s = r.randint(1, 3)
    mode = r.choice(('nearest', 'nearest-exact', 'area', 'linear', 'bilinear', 'bicubic', 'trilinear'))
    if mode not in ('nearest', 'nearest-exact', 'area') and r.random() < .9:
        s = {'linear': 1, 'trilinear': 3}.get(mode, 2)
    if r.random() < .5:
        a = f'size={r.randint(1, 9) if r.random() < .4 else tuple(r.randint(1, 9) for _ in range(s))}'
    else:
        scales = tuple(round(r.uniform(.3, 3), 2) for _ in range(s))
        a = f"scale_factor={scales[0] if r.random() < .4 else scales}, recompute_scale_factor={r.choice((None, True, False))}"
    if mode.endswith('linear') or mode == 'bicubic':
        a += f', align_corners={r.choice((None, True, False))}'
    return f"Upsample({a}, mode='{mode}')", [shape(r, s, 2)], None


def norm(r):
    s, c = r.randint(1, 3), r.randint(1, 4)
    k = r.choice(('BatchNorm', 'InstanceNorm', 'GroupNorm', 'LayerNorm', 'RMSNorm', 'LocalResponseNorm'))
    x = shape(r, s, c)
    if k.startswith(('Batch', 'Instance')):
        return f'{k}{s}d({c}, affine={r.random() < .5}, track_running_stats={r.random() < .5}, bias={r.random() < .8})', [x], None
    if k == 'GroupNorm':
        return f'GroupNorm({r.choice((1, 2, c))}, {c}, affine={r.random() < .5})', [x], None
    if k == 'LocalResponseNorm':
        return f'LocalResponseNorm({r.randint(1, 5)}, alpha=.1)', [x], None
    last = x[-r.randint(1, len(x)):] if r.random() < .9 and len(x) else (c, 3)
    return f'{k}({last if len(last) > 1 else last[0]}, eps=1e-3)', [x], None


def shaping(r):
    x = tuple(r.choice((1, 2, 3, 4, 6, 8, 9)) for _ in range(r.randint(0, 5)))
    k = r.randint(0, 7)
    d = lambda: r.randint(-4, 4)
    a = (f'Flatten({d()}, {d()})', f'Unflatten({d()}, {r.choice(((2, -1), (2, 3), (-1, 2, 2), (1, -1)))})', f'PixelShuffle({r.randint(1, 3)})',
         f'PixelUnshuffle({r.randint(1, 3)})', f'ChannelShuffle({r.randint(1, 3)})', f'GLU({d()})', f'Softmax({r.choice((None, d()))})',
         f'PReLU({r.choice((1, 2, 3))})')[k]
    return a, [x], None


def linear(r):
    i = r.randint(1, 5)
    return f'Linear({i}, {r.randint(1, 5)})', [tuple(r.randint(0, 4) for _ in range(r.randint(0, 3))) + ((i,) if r.random() < .8 else (3,))], None


FAMILIES = (convolution,) * 6 + (transposed,) * 4 + (pool,) * 5 + (adaptive,) * 2 + (pad,) * 3 + (resampling,) * 3 + (norm,) * 4 + (shaping,) * 2 + (linear,)


def calls(seed, count):
    r = Chance(seed)
    out = []
    for _ in range(count):
        r.begin()
        out.append(r.choice(FAMILIES)(r))
    return out
