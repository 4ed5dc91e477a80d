package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.ProductKernel;
import io.nacre.op.Convolution;
import io.nacre.op.Volume;

/**
 * Convolution by a window of one element, without padding and stride: a product of panels of weights with the input as it
 * lies. A tile is some panels times some elements of the planes.
 */
final class PointwiseConvolution implements Tiles {
    private final ProductKernel product;
    private final PanelFactors factors;
    private final int groups;
    private final int plane;
    private final int outputsPerGroup;
    private final int[] offsets;
    private final Pieces columns;
    private final Pieces panels;
    private final int samples;
    private final CpuView x;
    private final ProductFinish finish;

    PointwiseConvolution(Convolution op, Operands operands, ProductKernel product, PanelFactors factors) {
        this.product = product;
        this.factors = factors;
        Volume in = Volume.of(operands.inputShape(0));
        Volume out = Volume.of(operands.outputShape());
        samples = out.n();
        groups = op.groups();
        plane = out.plane();
        outputsPerGroup = out.c() / groups;
        offsets = new int[in.c() / groups];
        for (int c = 0; c < offsets.length; c++) {
            offsets[c] = c * plane;
        }
        PointwisePlan plan = PointwisePlan.of(samples * groups, offsets.length, plane, factors.panels(), product);
        columns = plan.columns();
        panels = plan.panels();
        x = operands.input(0);
        finish = new ProductFinish(product, op, operands);
    }

    @Override
    public int count() {
        return Math.multiplyExact(samples * groups, Math.multiplyExact(columns.count(), panels.count()));
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int chunk = tile % panels.count();
        int piece = tile / panels.count() % columns.count();
        int group = tile / panels.count() / columns.count() % groups;
        int n = tile / panels.count() / columns.count() / groups;
        int first = x.sample(n) + group * offsets.length * plane + columns.start(piece);
        int end = panels.start(chunk) + panels.length(chunk);
        for (int panel = panels.start(chunk); panel < end; panel++) {
            panel(n, group, panel, first, piece, workspace);
        }
    }

    private void panel(int n, int group, int panel, int first, int piece, Workspace workspace) {
        int row = panel * product.rows();
        int rows = Math.min(product.rows(), outputsPerGroup - row);
        int width = columns.length(piece);
        int block = Workspace.SUMS / product.rows() / product.columns() * product.columns();
        for (int j = 0; j < width; j += block) {
            int length = Math.min(block, width - j);
            product.multiply(
                    factors.values(),
                    factors.start(group, panel),
                    x.floats(),
                    first + j,
                    offsets,
                    offsets.length,
                    workspace.sums,
                    0,
                    block,
                    rows,
                    length);
            for (int r = 0; r < rows; r++) {
                int oc = group * outputsPerGroup + row + r;
                finish.store(
                        workspace.sums, r * block, length, oc, n, oc * plane + columns.start(piece) + j, workspace);
            }
        }
    }
}
