package io.nacre.backend.cpu;

/** Arranges weights that are known at run time only, a panel a tile. */
final class PanelPacking implements Tiles {
    private final PanelFactors factors;
    private final CpuView weight;

    PanelPacking(PanelFactors factors, CpuView weight) {
        this.factors = factors;
        this.weight = weight;
    }

    @Override
    public int count() {
        return factors.layout().groups() * factors.panels();
    }

    @Override
    public void run(int tile, Workspace workspace) {
        factors.layout()
                .packPanel(
                        weight.floats(),
                        weight.offset(),
                        factors.outputs(),
                        factors.depth(),
                        tile,
                        factors.values(),
                        factors.offset());
    }
}
