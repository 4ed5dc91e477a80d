"""The golden cases: every layer, every parameter, sizes around the tiles of kernels."""
import math
import torch
from make import case, LAYERS


def ints(*shape, lo=-3, hi=4):
    """Small integers as floats: many ties."""
    return lambda g: torch.randint(lo, hi, shape, generator=g).float()


def spiked(*shape, every=7, value=math.nan):
    """Normal values with `value` at a seeded subset of positions."""
    def f(g):
        x = torch.randn(shape, generator=g)
        x[torch.randint(0, every, shape, generator=g) == 0] = value
        return x
    return f


def filled(*shape, value):
    return torch.full(shape, value)


def pooled(x, s, kernel, **k):
    """Values and indices of a pool, for an unpool."""
    g = torch.Generator().manual_seed(99)
    pool = getattr(torch.nn.functional, f'max_pool{s}d')
    return pool(torch.randn(x, generator=g), kernel, return_indices=True, **k)


def make():
    convolutions()
    transposed()
    products()
    max_pools()
    average_pools()
    adaptive_pools()
    unpools()
    fractional_pools()
    pads()
    corners()
    activations()
    normalizations()
    resampling()
    shaping()
    sequences()


def space(s, *sizes):
    return tuple(sizes[-s:])


def convolutions():
    for s in (1, 2, 3):
        d = f'conv{s}d'
        n = {1: (21,), 2: (9, 11), 3: (5, 6, 7)}[s]
        case(f'{d}_plain', f'Conv{s}d(2, 3, 3)', (2, 2) + n)
        case(f'{d}_strided', f'Conv{s}d(3, 4, 3, stride=2, padding=1)', (1, 3) + n)
        case(f'{d}_stride_over_kernel', f'Conv{s}d(2, 3, 2, stride=3)', (1, 2) + n)
        case(f'{d}_dilated', f'Conv{s}d(2, 4, 2, dilation=3, padding=2)', (1, 2) + n)
        case(f'{d}_groups', f'Conv{s}d(6, 4, 3, groups=2, padding=1)', (1, 6) + n)
        case(f'{d}_depthwise', f'Conv{s}d(3, 6, 3, groups=3, padding=1, bias=False)', (2, 3) + n)
        case(f'{d}_pointwise', f'Conv{s}d(5, 7, 1)', (2, 5) + n)
        case(f'{d}_unbatched', f'Conv{s}d(2, 3, 3, padding=1)', (2,) + n)
        case(f'{d}_empty_batch', f'Conv{s}d(2, 3, 3, padding=1)', (0, 2) + n)
        case(f'{d}_same', f"Conv{s}d(2, 3, 4, padding='same')", (1, 2) + n)
        case(f'{d}_same_dilated', f"Conv{s}d(2, 3, 2, padding='same', dilation=3)", (1, 2) + n)
        case(f'{d}_valid', f"Conv{s}d(2, 3, 2, padding='valid', stride=2)", (1, 2) + n)
        case(f'{d}_as_large_as_input', f'Conv{s}d(2, 3, {n})', (2, 2) + n)
        case(f'{d}_one_output_of_padding', f'Conv{s}d(1, 1, 3, padding=1)', (1, 1) + (1,) * s)
        for mode in ('reflect', 'replicate', 'circular'):
            case(f'{d}_{mode}', f"Conv{s}d(2, 3, 3, padding=2, padding_mode='{mode}')", (1, 2) + n)
            case(f'{d}_{mode}_same', f"Conv{s}d(2, 2, 4, padding='same', padding_mode='{mode}', dilation={1 if s == 3 else 2})", (1, 2) + n)
            case(f'{d}_{mode}_unbatched_groups', f"Conv{s}d(4, 2, 3, stride=2, padding=1, groups=2, padding_mode='{mode}')", (4,) + n)
    case('conv1d_long', 'Conv1d(3, 5, 7, padding=3)', (1, 3, 129))
    case('conv1d_stride_dilation', 'Conv1d(2, 3, 4, stride=2, padding=1, dilation=2)', (2, 2, 33))
    for w in (31, 32, 33, 63, 64, 65):
        case(f'conv2d_width_{w}', 'Conv2d(3, 4, 3, padding=1)', (1, 3, 5, w))
    for c in (31, 32, 33, 65):
        case(f'conv2d_channels_{c}', f'Conv2d({c}, {c}, 1)', (1, c, 3, 5))
        case(f'conv2d_deep_{c}', f'Conv2d({c}, 3, 3, padding=1, bias=False)', (1, c, 4, 5))
        case(f'conv2d_wide_{c}', f'Conv2d(2, {c}, 3)', (1, 2, 5, 4))
    case('conv2d_asymmetric', 'Conv2d(3, 4, (2, 5), stride=(3, 1), padding=(1, 2), dilation=(2, 1))', (2, 3, 13, 17))
    case('conv2d_depthwise_strided', 'Conv2d(8, 8, 3, stride=2, padding=1, groups=8)', (1, 8, 15, 17))
    case('conv2d_depthwise_5', 'Conv2d(4, 4, 5, padding=2, groups=4)', (1, 4, 9, 33))
    case('conv2d_stem', 'Conv2d(3, 8, 7, stride=2, padding=3, bias=False)', (1, 3, 33, 31))
    case('conv2d_large_padding', 'Conv2d(2, 3, 3, padding=4)', (1, 2, 3, 4))
    case('conv2d_circular_asymmetric', "Conv2d(3, 4, (2, 3), stride=(1, 2), padding=(1, 2), padding_mode='circular')", (1, 3, 7, 10))
    case('conv2d_replicate_wide', "Conv2d(2, 2, 3, padding=6, padding_mode='replicate')", (1, 2, 4, 5))
    case('conv2d_nan', 'Conv2d(2, 3, 3, padding=1)', spiked(1, 2, 7, 8, every=30))
    case('conv2d_one_by_n', 'Conv2d(3, 5, (1, 7), padding=(0, 3))', (2, 3, 6, 19))
    case('conv2d_n_by_one', 'Conv2d(3, 5, (7, 1), padding=(3, 0), stride=(2, 1))', (2, 3, 19, 6))
    case('conv3d_asymmetric', 'Conv3d(2, 3, (1, 3, 2), stride=(2, 1, 2), padding=(0, 1, 1), dilation=(1, 2, 1))', (1, 2, 4, 7, 9))
    case('conv3d_pointwise_strided', 'Conv3d(4, 3, 1, stride=2)', (1, 4, 5, 4, 3))


def transposed():
    for s in (1, 2, 3):
        d = f'convtranspose{s}d'
        n = {1: (13,), 2: (5, 6), 3: (3, 4, 3)}[s]
        case(f'{d}_plain', f'ConvTranspose{s}d(2, 3, 3)', (2, 2) + n)
        case(f'{d}_strided', f'ConvTranspose{s}d(3, 2, 3, stride=2, padding=1)', (1, 3) + n)
        case(f'{d}_output_padding', f'ConvTranspose{s}d(2, 3, 3, stride=3, padding=1, output_padding=2)', (1, 2) + n)
        case(f'{d}_dilated', f'ConvTranspose{s}d(2, 2, 2, dilation=3, output_padding=2)', (1, 2) + n)
        case(f'{d}_groups', f'ConvTranspose{s}d(4, 6, 3, stride=2, groups=2)', (1, 4) + n)
        case(f'{d}_depthwise', f'ConvTranspose{s}d(3, 3, 2, stride=2, groups=3, bias=False)', (2, 3) + n)
        case(f'{d}_unbatched', f'ConvTranspose{s}d(2, 3, 2, stride=2)', (2,) + n)
        case(f'{d}_empty_batch', f'ConvTranspose{s}d(2, 3, 2, stride=2)', (0, 2) + n)
        case(f'{d}_output_size', f'ConvTranspose{s}d(2, 3, 3, stride=2, padding=1)', (1, 2) + n, output_size=tuple(2 * k for k in n))
        case(f'{d}_output_size_full', f'ConvTranspose{s}d(2, 3, 3, stride=3)', (1, 2) + n, output_size=(1, 3) + tuple(3 * k + 2 for k in n))
        case(f'{d}_output_size_unbatched', f'ConvTranspose{s}d(2, 3, 3, stride=2, padding=1, output_padding=1)', (2,) + n, output_size=(3,) + tuple(2 * k - 1 for k in n))
        case(f'{d}_stride_over_kernel', f'ConvTranspose{s}d(2, 3, 2, stride=3)', (1, 2) + n)
    case('convtranspose2d_asymmetric', 'ConvTranspose2d(3, 4, (2, 5), stride=(3, 1), padding=(1, 2), output_padding=(2, 0), dilation=(2, 1))', (2, 3, 6, 9))
    case('convtranspose2d_generator', 'ConvTranspose2d(8, 4, 4, stride=2, padding=1, bias=False)', (1, 8, 8, 8))
    case('convtranspose2d_width_33', 'ConvTranspose2d(3, 4, 2, stride=2)', (1, 3, 4, 33))
    case('convtranspose2d_pointwise', 'ConvTranspose2d(5, 3, 1)', (1, 5, 4, 7))
    case('convtranspose2d_padding_crops', 'ConvTranspose2d(2, 3, 4, padding=3)', (1, 2, 6, 7))


def products():
    for n, (i, o) in {'small': (7, 5), 'edge_31': (31, 33), 'edge_65': (65, 32), 'one': (1, 1)}.items():
        case(f'linear_{n}', f'Linear({i}, {o})', (3, i))
    case('linear_no_bias', 'Linear(7, 5, bias=False)', (2, 4, 7))
    case('linear_vector', 'Linear(7, 5)', (7,))
    case('linear_4d', 'Linear(6, 3)', (2, 3, 4, 6))
    case('linear_empty_batch', 'Linear(9, 4)', (0, 9))
    case('linear_many_rows', 'Linear(16, 3)', (65, 16))
    case('bilinear', 'Bilinear(3, 4, 5)', (6, 3), (6, 4))
    case('bilinear_no_bias', 'Bilinear(2, 3, 4, bias=False)', (2, 3, 2), (2, 3, 3))
    case('bilinear_vector', 'Bilinear(2, 3, 4)', (2,), (3,))
    case('bilinear_empty', 'Bilinear(2, 3, 4)', (0, 2), (0, 3))
    case('identity', 'Identity()', (2, 3))


def max_pools():
    for s in (1, 2, 3):
        d = f'maxpool{s}d'
        n = {1: (20,), 2: (9, 10), 3: (5, 6, 7)}[s]
        for indices in (False, True):
            i, t = f', return_indices={indices}', '_indices' if indices else ''
            case(f'{d}_plain{t}', f'MaxPool{s}d(2{i})', (2, 3) + n)
            case(f'{d}_overlapping{t}', f'MaxPool{s}d(3, stride=1, padding=1{i})', (1, 2) + n)
            case(f'{d}_ceil{t}', f'MaxPool{s}d(3, stride=2, ceil_mode=True{i})', (1, 2) + n)
            case(f'{d}_ceil_padded{t}', f'MaxPool{s}d(2, stride=3, padding=1, ceil_mode=True{i})', (1, 2) + n)
            case(f'{d}_dilated{t}', f'MaxPool{s}d(2, stride=2, padding=1, dilation=2{i})', (1, 2) + n)
            case(f'{d}_ties{t}', f'MaxPool{s}d(3, stride=2, padding=1{i})', ints(1, 2, *n, lo=0, hi=2))
            case(f'{d}_nan{t}', f'MaxPool{s}d(3, stride=2{i})', spiked(1, 2, *n, every=4))
            case(f'{d}_minus_infinity{t}', f'MaxPool{s}d(3, stride=2, padding=1{i})', filled(1, 2, *n, value=-math.inf))
            case(f'{d}_some_infinities{t}', f'MaxPool{s}d(2{i})', spiked(1, 2, *n, every=2, value=-math.inf))
            case(f'{d}_unbatched{t}', f'MaxPool{s}d(2{i})', (2,) + n)
            case(f'{d}_empty_batch{t}', f'MaxPool{s}d(2{i})', (0, 2) + n)
            case(f'{d}_negative{t}', f'MaxPool{s}d(3, padding=1{i})', lambda g: -1 - torch.rand((1, 2) + n, generator=g))
    case('maxpool2d_asymmetric', 'MaxPool2d((3, 2), stride=(2, 1), padding=(1, 0), dilation=(1, 2), return_indices=True)', (2, 2, 9, 10))
    case('maxpool2d_tuple_of_one', 'MaxPool2d((2,), stride=(2,))', (1, 2, 9, 10))
    case('maxpool2d_global', 'MaxPool2d((5, 33), return_indices=True)', (2, 2, 5, 33))
    case('maxpool2d_width_65', 'MaxPool2d(3, stride=2, padding=1, return_indices=True)', (1, 2, 6, 65))
    case('maxpool2d_yolo', 'MaxPool2d(5, stride=1, padding=2)', (1, 2, 13, 13))
    case('maxpool3d_asymmetric', 'MaxPool3d((1, 3, 2), stride=(1, 2, 2), padding=(0, 1, 0), return_indices=True)', (1, 2, 3, 7, 8))


def average_pools():
    for s in (1, 2, 3):
        d = f'avgpool{s}d'
        n = {1: (20,), 2: (9, 10), 3: (5, 6, 7)}[s]
        case(f'{d}_plain', f'AvgPool{s}d(2)', (2, 3) + n)
        case(f'{d}_padded', f'AvgPool{s}d(3, stride=2, padding=1)', (1, 2) + n)
        case(f'{d}_exclude', f'AvgPool{s}d(3, stride=2, padding=1, count_include_pad=False)', (1, 2) + n)
        case(f'{d}_ceil', f'AvgPool{s}d(3, stride=2, padding=1, ceil_mode=True)', (1, 2) + n)
        case(f'{d}_ceil_exclude', f'AvgPool{s}d(3, stride=2, padding=1, ceil_mode=True, count_include_pad=False)', (1, 2) + n)
        case(f'{d}_ceil_overhang', f'AvgPool{s}d(4, stride=3, padding=2, ceil_mode=True)', (1, 2) + n)
        case(f'{d}_unbatched', f'AvgPool{s}d(2)', (2,) + n)
        case(f'{d}_empty_batch', f'AvgPool{s}d(2)', (0, 2) + n)
        case(f'{d}_nan', f'AvgPool{s}d(2)', spiked(1, 2, *n, every=9))
        case(f'lppool{s}d_2', f'LPPool{s}d(2, 3, stride=2)', (1, 2) + n)
        case(f'lppool{s}d_ceil', f'LPPool{s}d(2, 2, stride=3, ceil_mode=True)', (1, 2) + n)
        case(f'lppool{s}d_1', f'LPPool{s}d(1, 2)', (1, 2) + n)
        case(f'lppool{s}d_3', f'LPPool{s}d(3, 2)', (2,) + n)
        case(f'lppool{s}d_fraction', f'LPPool{s}d(1.5, 2)', lambda g: torch.rand((1, 2) + n, generator=g))
        case(f'lppool{s}d_infinite', f'LPPool{s}d(inf, 2)', (1, 2) + n)
        case(f'lppool{s}d_minus_infinite', f'LPPool{s}d(-inf, 2)', (1, 2) + n)
        if s > 1:
            case(f'{d}_divisor', f'AvgPool{s}d(2, divisor_override=5)', (1, 2) + n)
            case(f'{d}_divisor_negative', f'AvgPool{s}d(3, padding=1, divisor_override=-3, count_include_pad=False)', (1, 2) + n)
    case('avgpool2d_asymmetric', 'AvgPool2d((3, 2), stride=(2, 1), padding=(1, 0))', (2, 2, 9, 10))
    case('avgpool2d_global', 'AvgPool2d(7)', (2, 5, 7, 7))


def adaptive_pools():
    for s in (1, 2, 3):
        n = {1: (20,), 2: (9, 10), 3: (5, 6, 7)}[s]
        for size in (1, 3, 4):
            case(f'adaptiveavgpool{s}d_{size}', f'AdaptiveAvgPool{s}d({size})', (2, 3) + n)
            case(f'adaptivemaxpool{s}d_{size}', f'AdaptiveMaxPool{s}d({size})', (2, 3) + n)
            case(f'adaptivemaxpool{s}d_{size}_indices', f'AdaptiveMaxPool{s}d({size}, return_indices=True)', (2, 2) + n)
        case(f'adaptiveavgpool{s}d_larger', f'AdaptiveAvgPool{s}d(11)', (1, 1) + n)
        case(f'adaptivemaxpool{s}d_larger', f'AdaptiveMaxPool{s}d(11, return_indices=True)', (1, 1) + n)
        case(f'adaptiveavgpool{s}d_empty', f'AdaptiveAvgPool{s}d(0)', (1, 2) + n)
        case(f'adaptivemaxpool{s}d_empty', f'AdaptiveMaxPool{s}d(0)', (1, 2) + n)
        case(f'adaptiveavgpool{s}d_empty_batch', f'AdaptiveAvgPool{s}d(3)', (0, 2) + n)
        case(f'adaptivemaxpool{s}d_empty_batch', f'AdaptiveMaxPool{s}d(3)', (0, 2) + n)
        case(f'adaptiveavgpool{s}d_unbatched', f'AdaptiveAvgPool{s}d(3)', (2,) + n)
        case(f'adaptivemaxpool{s}d_unbatched', f'AdaptiveMaxPool{s}d(3, return_indices=True)', (2,) + n)
        case(f'adaptiveavgpool{s}d_nan', f'AdaptiveAvgPool{s}d(3)', spiked(1, 2, *n, every=9))
        case(f'adaptiveavgpool{s}d_infinity', f'AdaptiveAvgPool{s}d(3)', spiked(1, 2, *n, every=9, value=math.inf))
        case(f'adaptivemaxpool{s}d_nan', f'AdaptiveMaxPool{s}d(3, return_indices=True)', spiked(1, 2, *n, every=4))
        case(f'adaptivemaxpool{s}d_ties', f'AdaptiveMaxPool{s}d(4, return_indices=True)', ints(1, 2, *n, lo=0, hi=2))
        case(f'adaptivemaxpool{s}d_minus_infinity', f'AdaptiveMaxPool{s}d(3, return_indices=True)', filled(1, 2, *n, value=-math.inf))
    case('adaptiveavgpool2d_none', 'AdaptiveAvgPool2d((3, None))', (1, 2, 8, 5))
    case('adaptivemaxpool2d_none', 'AdaptiveMaxPool2d((None, 2), return_indices=True)', (1, 2, 8, 5))
    case('adaptiveavgpool3d_mixed', 'AdaptiveAvgPool3d((2, None, 4))', (1, 2, 4, 3, 6))
    case('adaptiveavgpool2d_wide', 'AdaptiveAvgPool2d((1, 7))', (1, 3, 5, 65))


def unpools():
    for s in (1, 2, 3):
        n = {1: (12,), 2: (8, 6), 3: (4, 6, 4)}[s]
        case(f'maxunpool{s}d_plain', f'MaxUnpool{s}d(2)', *pooled((2, 3) + n, s, 2))
        case(f'maxunpool{s}d_output_size', f'MaxUnpool{s}d(2)', *pooled((1, 2) + tuple(k + 1 for k in n), s, 2), output_size=tuple(k + 1 for k in n))
        case(f'maxunpool{s}d_output_size_full', f'MaxUnpool{s}d(2)', *pooled((1, 2) + tuple(k + 1 for k in n), s, 2), output_size=(1, 2) + tuple(k + 1 for k in n))
        case(f'maxunpool{s}d_unbatched', f'MaxUnpool{s}d(2)', *pooled((2,) + n, s, 2))
        case(f'maxunpool{s}d_padded', f'MaxUnpool{s}d(3, stride=2, padding=1)', *pooled((1, 2) + tuple(k + 1 for k in n), s, 3, stride=2, padding=1))
        case(f'maxunpool{s}d_duplicates', f'MaxUnpool{s}d(3, stride=1)', *pooled((1, 2) + n, s, 3, stride=1))
        v, i = pooled((0, 2) + n, s, 2)
        case(f'maxunpool{s}d_empty_batch', f'MaxUnpool{s}d(2)', v, i)


def fractional_pools():
    for s in (2, 3):
        n = {2: (9, 11), 3: (7, 8, 9)}[s]
        for indices in (False, True):
            i, t = f', return_indices={indices}', '_indices' if indices else ''
            case(f'fractionalmaxpool{s}d_size{t}', f'FractionalMaxPool{s}d(2, output_size=4{i})', (2, 2) + n, samples=(2, 2, s))
            case(f'fractionalmaxpool{s}d_ratio{t}', f'FractionalMaxPool{s}d({(3, 2, 2)[:s]}, output_ratio={(.6, .5, .4)[:s]}{i})', (1, 2) + n, samples=(1, 2, s))
            case(f'fractionalmaxpool{s}d_one{t}', f'FractionalMaxPool{s}d(3, output_size=1{i})', (1, 2) + n, samples=(1, 2, s))
            case(f'fractionalmaxpool{s}d_unbatched{t}', f'FractionalMaxPool{s}d(2, output_size=3{i})', (2,) + n, samples=(1, 2, s))
        case(f'fractionalmaxpool{s}d_nan', f'FractionalMaxPool{s}d(2, output_size=4, return_indices=True)', spiked(1, 2, *n, every=4), samples=(1, 2, s))


def pads():
    sides = {1: (2, 3), 2: (1, 2, 3, 0), 3: (1, 2, 0, 3, 2, 1)}
    crops = {1: (-1, 2), 2: (-1, 2, 1, -2), 3: (1, -2, -1, 0, 2, -1)}
    for s in (1, 2, 3):
        n = {1: (9,), 2: (5, 6), 3: (4, 5, 6)}[s]
        for kind in ('Zero', 'Reflection', 'Replication', 'Circular'):
            d = f'{kind.lower()}pad{s}d'
            case(f'{d}_all', f'{kind}Pad{s}d(2)', (2, 2) + n)
            case(f'{d}_sides', f'{kind}Pad{s}d({sides[s]})', (1, 2) + n)
            case(f'{d}_crops', f'{kind}Pad{s}d({crops[s]})', (1, 2) + n)
            case(f'{d}_unbatched', f'{kind}Pad{s}d(1)', (2,) + n)
            case(f'{d}_empty_batch', f'{kind}Pad{s}d(1)', (0, 2) + n)
        case(f'constantpad{s}d_sides', f'ConstantPad{s}d({sides[s]}, 2.5)', (1, 2) + n)
        case(f'constantpad{s}d_crops', f'ConstantPad{s}d({crops[s]}, -1)', (1, 2) + n)
        case(f'replicationpad{s}d_wide', f'ReplicationPad{s}d(7)', (1, 1) + (2,) * s)
        case(f'circularpad{s}d_once_around', f'CircularPad{s}d(2)', (1, 1) + (2,) * s)
        case(f'reflectionpad{s}d_widest', f'ReflectionPad{s}d(2)', (1, 1) + (3,) * s)


EDGES = [0., -0., 1., -1., .5, -.5, .499, .501, 2.5, -2.5, 3., -3., 3.001, -3.001, 6., 6.5, 20., 20.5, -20., 30., -30., 88., -88.,
         100., -100., 1e-3, -1e-3, 1e-6, -1e-6, 1e-20, -1e-20, 1e-38, 1e4, -1e4, 1e20, -1e20, math.nan]


def corners():
    """What random calls found."""
    case('conv2d_empty_batch_of_nothing', 'Conv2d(3, 4, 3, padding=2)', (0, 3, 0, 0))
    case('convtranspose1d_empty_batch_of_nothing', 'ConvTranspose1d(3, 6, 4, stride=2, padding=1, dilation=3)', (0, 3, 0))
    case('adaptiveavgpool2d_of_matrix', 'AdaptiveAvgPool2d(1)', (3, 4))
    case('adaptiveavgpool2d_of_volumes', 'AdaptiveAvgPool2d((1, 1))', (2, 1, 2, 3, 4))
    case('adaptiveavgpool3d_of_volume', 'AdaptiveAvgPool3d(1)', (3, 4, 5))
    for s in (1, 2, 3):
        case(f'adaptiveavgpool{s}d_of_nothing', f'AdaptiveAvgPool{s}d(1)', (1, 2) + (3,) * (s - 1) + (0,))
        case(f'adaptivemaxpool{s}d_no_channels', f'AdaptiveMaxPool{s}d(3)', (0,) + (4,) * s)
        case(f'batchnorm{s}d_other_channels_empty', f'BatchNorm{s}d(3)', (0, 2) + (4,) * s)
        case(f'lppool{s}d_infinite_ceil', f'LPPool{s}d(inf, 3, ceil_mode=True)', (2, 3) + (2,) * s)
        case(f'maxpool{s}d_window_misses_input', f'MaxPool{s}d(2, stride=4, padding=1, dilation=2, return_indices=True)', (2, 1) + (1,) * (s - 1) + (6,))
        case(f'maxpool{s}d_window_behind_input', f'MaxPool{s}d(3, stride=3, padding=1, dilation=2, return_indices=True, ceil_mode=True)', (2, 1) + (1,) * s)
        mode = ('linear', 'bilinear', 'trilinear')[s - 1]
        for scale in (2.3, .7):
            case(f'upsample_{mode}_{scale}_infinities', f"Upsample(scale_factor={scale}, mode='{mode}')", spiked(2, 2, *(5,) * s, value=math.inf))
        case(f'upsample_{mode}_to_12_infinities', f"Upsample(size=12, mode='{mode}')", spiked(2, 2, *(4, 8, 7)[:s], value=-math.inf))
    case('pixelunshuffle_empty', 'PixelUnshuffle(2)', (0, 4, 2, 2))
    case('fractionalmaxpool2d_empty_result', 'FractionalMaxPool2d(3, output_ratio=(.09, .5))', (2, 3, 9, 8), samples=(2, 3, 2))
    case('fractionalmaxpool3d_empty_batch', 'FractionalMaxPool3d(2, output_size=3)', (0, 2, 7, 8, 9), samples=(0, 2, 3))
    for name, layer in {'celu_negative': 'CELU(-1.5)', 'celu_3': 'CELU(3)', 'elu_negative': 'ELU(-2)', 'softplus_5': 'Softplus(5, 1)', 'softplus_negative': 'Softplus(-1)',
                        'softplus_01': 'Softplus(0.1)', 'hardshrink_negative': 'Hardshrink(-1)', 'hardshrink_0': 'Hardshrink(0)', 'softshrink_0': 'Softshrink(0)'}.items():
        case(f'{name}_magnitudes', layer, lambda g: torch.cat([torch.tensor([0., -0., math.inf, -math.inf, math.nan]), torch.linspace(-7, 30, 121)]))


def activations():
    edges = lambda g: torch.cat([torch.tensor(EDGES), torch.randn(64, generator=g), 6 * torch.randn(64, generator=g)])
    infinite = torch.tensor([math.inf, -math.inf, 0., math.nan, 1., -math.inf, math.inf])
    for a in ('ReLU()', 'ReLU6()', 'LeakyReLU()', 'RReLU()', 'ELU()', 'SELU()', 'CELU()', "GELU()", "GELU('tanh')", 'SiLU()', 'Mish()',
              'Hardswish()', 'Hardsigmoid()', 'Hardtanh()', 'Hardshrink()', 'Softshrink()', 'Tanhshrink()', 'Softplus()', 'Softsign()',
              'Sigmoid()', 'Tanh()', 'LogSigmoid()', 'Threshold(.1, 20)', 'PReLU()'):
        name = a.lower().split('(')[0] + ('_tanh' if 'tanh\'' in a else '')
        case(name, a, edges)
        if not a.startswith('GELU'):  # PyTorch answers infinities by how long the tensor is
            case(name + '_infinite', a, infinite)
    for a, t in (('ReLU(inplace=True)', 'inplace'), ('LeakyReLU(.2)', 'steeper'), ('LeakyReLU(-.5, True)', 'negative'), ('LeakyReLU(2)', 'over_one'),
                 ('RReLU(.1, .5)', 'bounds'), ('ELU(.5)', 'half'), ('ELU(2)', 'int'), ('CELU(.5)', 'half'), ('CELU(-1.5)', 'negative'),
                 ('Hardtanh(-2, 3)', 'ints'), ('Hardtanh(-.25, .75, inplace=True)', 'narrow'), ('Hardshrink(0)', 'zero'), ('Hardshrink(-1.)', 'negative'),
                 ('Hardshrink(1.5)', 'wide'), ('Softshrink(0.)', 'zero'), ('Softshrink(1.5)', 'wide'), ('Softplus(2, 5)', 'ints'), ('Softplus(.5, 10.)', 'slow'),
                 ('Threshold(-1., -5.)', 'negative'), ('SELU(True)', 'inplace'), ('SiLU(inplace=True)', 'inplace'), ('Hardswish(True)', 'inplace')):
        case(a.lower().split('(')[0] + '_' + t, a, (7, 19) if a == 'CELU(-1.5)' else edges)  # far out PyTorch's own rounding shows
    case('relu_scalar', 'ReLU()', ())
    case('relu_empty', 'ReLU()', (0, 3))
    case('relu_5d', 'ReLU()', (2, 3, 2, 3, 4))
    case('prelu_channels', 'PReLU(5)', (2, 5, 6))
    case('prelu_channels_matrix', 'PReLU(3, init=.1)', (4, 3))
    case('prelu_channels_5d', 'PReLU(2)', (2, 2, 3, 2, 3))
    case('prelu_unbatched_takes_axis_1', 'PReLU(4)', (3, 4, 5))
    case('prelu_scalar', 'PReLU(1)', ())
    case('glu', 'GLU()', (2, 3, 8))
    case('glu_channels', 'GLU(1)', (2, 6, 5))
    case('glu_first', 'GLU(dim=-3)', (4, 3, 2))
    case('glu_empty', 'GLU()', (0, 4))
    for a in ('Softmax', 'Softmin', 'LogSoftmax'):
        case(f'{a.lower()}_channels', f'{a}(1)', (2, 6, 3, 3))
        case(f'{a.lower()}_last', f'{a}(dim=-1)', (3, 65))
        case(f'{a.lower()}_first', f'{a}(0)', (33, 2))
        for rank in range(5):
            case(f'{a.lower()}_none_{rank}d', f'{a}()', (3, 4, 2, 3)[:rank])
        case(f'{a.lower()}_large', f'{a}(-1)', lambda g: 100 * torch.randn((3, 9), generator=g))
        case(f'{a.lower()}_infinite', f'{a}(1)', torch.tensor([[-math.inf] * 3, [math.inf, 0, 1], [-math.inf, 0, 1], [math.nan, 0, 1]]))
        case(f'{a.lower()}_empty', f'{a}(1)', (2, 0, 3))
    case('softmax2d', 'Softmax2d()', (2, 5, 3, 4))
    case('softmax2d_unbatched', 'Softmax2d()', (5, 3, 4))


def normalizations():
    for s in (1, 2, 3):
        n = {1: (7,), 2: (5, 6), 3: (3, 4, 5)}[s]
        case(f'batchnorm{s}d', f'BatchNorm{s}d(4, eps=1e-3)', (2, 4) + n)
        case(f'batchnorm{s}d_plain', f'BatchNorm{s}d(3, affine=False)', (2, 3) + n)
        case(f'batchnorm{s}d_no_bias', f'BatchNorm{s}d(3, bias=False)', (2, 3) + n)
        case(f'batchnorm{s}d_of_the_batch', f'BatchNorm{s}d(3, track_running_stats=False)', (2, 3) + n)
        case(f'batchnorm{s}d_of_the_batch_plain', f'BatchNorm{s}d(3, affine=False, track_running_stats=False, momentum=None)', (3, 3) + n)
        case(f'batchnorm{s}d_empty', f'BatchNorm{s}d(3)', (0, 3) + n)
        case(f'instancenorm{s}d', f'InstanceNorm{s}d(3)', (2, 3) + n)
        case(f'instancenorm{s}d_affine', f'InstanceNorm{s}d(3, affine=True, eps=1e-2)', (2, 3) + n)
        case(f'instancenorm{s}d_tracked', f'InstanceNorm{s}d(3, affine=True, track_running_stats=True)', (2, 3) + n)
        case(f'instancenorm{s}d_unbatched', f'InstanceNorm{s}d(3, affine=True)', (3,) + n)
        case(f'instancenorm{s}d_unbatched_tracked', f'InstanceNorm{s}d(3, track_running_stats=True)', (3,) + n)
        case(f'instancenorm{s}d_other_channels', f'InstanceNorm{s}d(7)', (2, 3) + n)
        case(f'instancenorm{s}d_empty', f'InstanceNorm{s}d(3)', (0, 3) + n)
    case('batchnorm1d_matrix', 'BatchNorm1d(5)', (6, 5))
    case('batchnorm1d_matrix_of_the_batch', 'BatchNorm1d(5, track_running_stats=False)', (6, 5))
    case('groupnorm', 'GroupNorm(2, 6)', (2, 6, 4, 5))
    case('groupnorm_one', 'GroupNorm(1, 4, eps=1e-2)', (2, 4, 7))
    case('groupnorm_each', 'GroupNorm(4, 4, affine=False)', (2, 4, 3, 2, 3))
    case('groupnorm_no_bias', 'GroupNorm(2, 4, bias=False)', (2, 4, 5))
    case('groupnorm_matrix', 'GroupNorm(2, 6)', (3, 6))
    case('groupnorm_empty', 'GroupNorm(2, 6)', (0, 6, 4))
    case('layernorm', 'LayerNorm(7)', (3, 4, 7))
    case('layernorm_two', 'LayerNorm((4, 5), eps=1e-3)', (2, 3, 4, 5))
    case('layernorm_all', 'LayerNorm((3, 4))', (3, 4))
    case('layernorm_plain', 'LayerNorm(6, elementwise_affine=False)', (5, 6))
    case('layernorm_no_bias', 'LayerNorm(6, bias=False)', (5, 6))
    case('layernorm_empty', 'LayerNorm(6)', (0, 6))
    case('layernorm_65', 'LayerNorm(65)', (3, 65))
    case('rmsnorm', 'RMSNorm(7)', (3, 4, 7))
    case('rmsnorm_two', 'RMSNorm((4, 5), eps=1e-3)', (2, 4, 5))
    case('rmsnorm_plain', 'RMSNorm(6, elementwise_affine=False)', (5, 6))
    case('rmsnorm_small', 'RMSNorm(6)', lambda g: 1e-4 * torch.randn((5, 6), generator=g))
    case('localresponsenorm', 'LocalResponseNorm(5)', (2, 7, 4, 5))
    case('localresponsenorm_even', 'LocalResponseNorm(2, alpha=.5, beta=.5, k=2)', (2, 6, 9))
    case('localresponsenorm_one', 'LocalResponseNorm(1, alpha=1.)', (2, 3, 4))
    case('localresponsenorm_wide', 'LocalResponseNorm(9, alpha=1e-2, beta=.75, k=1.)', (1, 4, 3, 3, 3))
    case('localresponsenorm_empty', 'LocalResponseNorm(3)', (0, 3, 4))
    for d in ('Dropout', 'Dropout1d', 'Dropout2d', 'Dropout3d', 'AlphaDropout', 'FeatureAlphaDropout'):
        case(d.lower(), f'{d}(.3)', (2, 3, 4))


def resampling():
    modes = {1: ('nearest', 'nearest-exact', 'linear', 'area'), 2: ('nearest', 'nearest-exact', 'bilinear', 'bicubic', 'area'), 3: ('nearest', 'nearest-exact', 'trilinear', 'area')}
    for s in (1, 2, 3):
        n = {1: (13,), 2: (5, 7), 3: (3, 4, 5)}[s]
        for mode in modes[s]:
            m = mode.replace('-', '_')
            for t, scale in (('twice', 2), ('1_6', 1.6), ('half', .5), ('1_1', 1.1), ('2_2', 2.2), ('mixed', (1.5, 2.5, .7)[:s])):
                case(f'upsample{s}d_{m}_{t}', f"Upsample(scale_factor={scale}, mode='{mode}')", (1, 2) + n)
            case(f'upsample{s}d_{m}_recomputed', f"Upsample(scale_factor=1.6, mode='{mode}', recompute_scale_factor=True)", (1, 2) + n)
            case(f'upsample{s}d_{m}_size', f"Upsample(size={(7, 4, 9)[:s]}, mode='{mode}')", (2, 1) + n)
            case(f'upsample{s}d_{m}_one', f"Upsample(size=1, mode='{mode}')", (1, 2) + n)
            case(f'upsample{s}d_{m}_empty', f"Upsample(size=4, mode='{mode}')", (0, 2) + n)
            if mode.endswith('linear') or mode == 'bicubic':
                case(f'upsample{s}d_{m}_corners', f"Upsample(scale_factor=2, mode='{mode}', align_corners=True)", (1, 2) + n)
                case(f'upsample{s}d_{m}_corners_size', f"Upsample(size={(8, 3, 1)[:s]}, mode='{mode}', align_corners=True)", (1, 2) + n)
                case(f'upsample{s}d_{m}_corners_one', f"Upsample(size=1, mode='{mode}', align_corners=True)", (1, 2) + n)
    for mode in modes[1][:3]:
        case(f'upsample1d_{mode.replace("-", "_")}_same_size', f"Upsample(scale_factor=1.1, mode='{mode}')", (1, 2, 5))
    case('upsample2d_nearest_large', 'Upsample(scale_factor=2)', (1, 2, 17, 33))
    case('upsample1d_nearest_fine', 'Upsample(scale_factor=3.3)', (1, 1, 100))
    case('upsample1d_nearest_exact_fine', "Upsample(scale_factor=2.7, mode='nearest-exact')", (1, 1, 100))
    case('upsample1d_nearest_size_fine', 'Upsample(size=333)', (1, 1, 100))
    case('upsample1d_linear_fine', "Upsample(scale_factor=3.3, mode='linear')", (1, 1, 100))
    case('upsamplingnearest2d', 'UpsamplingNearest2d(scale_factor=2)', (1, 2, 4, 5))
    case('upsamplingnearest2d_size', 'UpsamplingNearest2d(size=(6, 7))', (1, 2, 4, 5))
    case('upsamplingbilinear2d', 'UpsamplingBilinear2d(scale_factor=2)', (1, 2, 4, 5))
    case('upsamplingbilinear2d_size', 'UpsamplingBilinear2d(size=7)', (1, 2, 4, 5))


def shaping():
    case('flatten', 'Flatten()', (2, 3, 4, 5))
    case('flatten_some', 'Flatten(1, 2)', (2, 3, 4, 5))
    case('flatten_negative', 'Flatten(-3, -2)', (2, 3, 4, 5))
    case('flatten_unbatched', 'Flatten()', (3, 4, 5))
    case('flatten_scalar', 'Flatten(0)', ())
    case('flatten_empty', 'Flatten()', (0, 3, 4))
    case('unflatten', 'Unflatten(1, (2, 3))', (2, 6, 4))
    case('unflatten_inferred', 'Unflatten(-1, (2, -1, 2))', (2, 12))
    case('pixelshuffle', 'PixelShuffle(2)', (2, 8, 3, 4))
    case('pixelshuffle_three', 'PixelShuffle(3)', (1, 9, 2, 3))
    case('pixelshuffle_unbatched', 'PixelShuffle(2)', (4, 3, 4))
    case('pixelshuffle_5d', 'PixelShuffle(2)', (2, 2, 4, 3, 2))
    case('pixelunshuffle', 'PixelUnshuffle(2)', (2, 3, 4, 6))
    case('pixelunshuffle_unbatched', 'PixelUnshuffle(3)', (2, 3, 6))
    case('pixelshuffle_empty', 'PixelShuffle(2)', (0, 4, 2, 2))
    case('channelshuffle', 'ChannelShuffle(2)', (2, 6, 3, 4))
    case('channelshuffle_three', 'ChannelShuffle(3)', (1, 6, 5))
    case('channelshuffle_empty', 'ChannelShuffle(2)', (0, 4, 2))


def sequences():
    case('sequential_nested', '''Sequential(Sequential(Conv2d(3, 6, 3, padding=1, bias=False), BatchNorm2d(6), ReLU(inplace=True)),
        MaxPool2d(2), Flatten(), Linear(72, 5), LogSoftmax(1))''', (2, 3, 6, 8))
    case('sequential_encoder_indices', "Sequential(Conv1d(2, 4, 5, padding='same'), ELU(), MaxPool1d(2, return_indices=True))", (1, 2, 20))
    case('sequential_empty', 'Sequential()', (2, 3))
    case('sequential_transposed_norm', 'Sequential(ConvTranspose2d(3, 4, 4, stride=2, padding=1), BatchNorm2d(4), LeakyReLU(.2), Conv2d(4, 2, 3), Tanh())', (1, 3, 5, 6))
    case('sequential_linear_norm', 'Sequential(Linear(6, 8), BatchNorm1d(8), Hardswish(), Dropout(.2), Linear(8, 3), Sigmoid())', (4, 6))
    case('sequential_depthwise', '''Sequential(Conv2d(4, 4, 3, stride=2, padding=1, groups=4, bias=False), BatchNorm2d(4), ReLU6(),
        Conv2d(4, 6, 1, bias=False), BatchNorm2d(6), PReLU(6))''', (1, 4, 9, 11))
    case('sequential_shuffle', 'Sequential(Conv2d(1, 8, 3, padding=1), PixelShuffle(2), Tanh(), AdaptiveAvgPool2d((3, 2)), Flatten())', (1, 1, 5, 6))
    case('sequential_1d', 'Sequential(Conv1d(2, 8, 3, dilation=2, padding=2), GLU(1), InstanceNorm1d(4), ConvTranspose1d(4, 2, 4, stride=2, padding=1), Softmax(1))', (2, 2, 15))
    case('sequential_3d', 'Sequential(Conv3d(1, 4, 3, padding=1), GroupNorm(2, 4), SiLU(), MaxPool3d(2), Upsample(scale_factor=2, mode="trilinear"), ReplicationPad3d(1))', (1, 1, 4, 6, 5))
    case('sequential_norm_first', 'Sequential(BatchNorm2d(3), Conv2d(3, 4, 3, padding=1), ReLU(), BatchNorm2d(4))', (1, 3, 5, 6))
