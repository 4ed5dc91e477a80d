package io.nacre.backend.cpu;

import io.nacre.backend.BestRate;
import io.nacre.backend.CachedRoof;
import io.nacre.backend.cpu.micro.FmaPeak;
import io.nacre.error.BackendException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.IntConsumer;

/** Measures what the processor can do with so many threads. */
final class CpuRoof {
    /** Operations of a tile: some tens of microseconds, so that little time is lost in waiting for the last one. */
    private static final long TILE_FLOPS = 4_000_000;

    private static final int TILES_PER_THREAD = 16;
    private static final double FMA_SECONDS = 0.4;

    /** Elements of the arrays between which is copied: 64 MiB each. */
    private static final int COPIED = 1 << 24;
    /** Elements that a tile copies: a megabyte, longer than any row of a tensor that matters. */
    private static final int PIECE = 1 << 18;

    private static final double COPY_SECONDS = 0.25;

    private final String place;
    private final Team team;
    private final FmaPeak peak;

    CpuRoof(String place, Team team, FmaPeak peak) {
        this.place = place;
        this.team = team;
        this.peak = peak;
    }

    /** What a measurement depends on beside the device: the classes that measure. */
    List<String> key() {
        return List.of(Integer.toString(team.threads()), code(CpuRoof.class), code(peak.getClass()));
    }

    private static String code(Class<?> type) {
        try (InputStream stream = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return stream == null ? type.getName() : CachedRoof.hash(stream.readAllBytes());
        } catch (IOException e) {
            return type.getName();
        }
    }

    CachedRoof.Measured measure() {
        int rounds = (int) (TILE_FLOPS / peak.flopsPerRound()) + 1;
        int tiles = team.threads() * TILES_PER_THREAD;
        return CachedRoof.Measured.of(
                multiplyAdds(rounds, tiles),
                (double) peak.flopsPerRound() * rounds * tiles,
                copies(),
                2.0 * Float.BYTES * COPIED);
    }

    private BestRate multiplyAdds(int rounds, int tiles) {
        float[] results = new float[tiles]; // kept, so that no compiler leaves out what makes them
        return rate(tiles(tiles, tile -> results[tile] = peak.run(rounds)), FMA_SECONDS);
    }

    private BestRate copies() {
        try {
            float[] source = new float[COPIED];
            float[] target = new float[COPIED];
            Tiles copy =
                    tiles(COPIED / PIECE, tile -> System.arraycopy(source, tile * PIECE, target, tile * PIECE, PIECE));
            return rate(copy, COPY_SECONDS);
        } catch (OutOfMemoryError e) {
            throw new BackendException(
                    place + ": no room for the two arrays of 64 MiB that the bandwidth is measured with; -Xmx gives the"
                            + " JVM more",
                    e);
        }
    }

    private BestRate rate(Tiles tiles, double seconds) {
        ParallelLoop parallel = new ParallelLoop(place + " roof", tiles, team);
        Workspace workspace = new Workspace();
        return BestRate.of(
                times -> {
                    for (int i = 0; i < times; i++) {
                        parallel.runAll(workspace);
                    }
                },
                seconds);
    }

    private static Tiles tiles(int count, IntConsumer tile) {
        return new Tiles() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public void run(int number, Workspace workspace) {
                tile.accept(number);
            }
        };
    }
}
