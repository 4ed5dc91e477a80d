package io.nacre.model;

import io.nacre.error.ShapeException;
import io.nacre.tensor.DataType;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An input of a model.
 *
 * @param extents what is known of its shape; null if not even its rank is
 * @param shaping whether other shapes follow from its values: they then are part of a plan's key
 */
public record Port(String name, DataType type, @Nullable List<Extent> extents, boolean shaping) {

    /** Most elements an input may have from whose values shapes follow. */
    public static final int MAX_SHAPING_ELEMENTS = 4096;

    /**
     * An extent that is fixed or free.
     *
     * @param size -1 if any size will do
     * @param symbol the model's name for a free size, empty if it has none
     */
    public record Extent(int size, String symbol) {
        public static Extent fixed(int size) {
            return new Extent(size, "");
        }

        public static Extent free(String symbol) {
            return new Extent(-1, symbol);
        }

        public boolean isFixed() {
            return size >= 0;
        }

        @Override
        public String toString() {
            return isFixed() ? Integer.toString(size) : symbol.isEmpty() ? "?" : symbol;
        }
    }

    public Port {
        extents = extents == null ? null : List.copyOf(extents);
    }

    /** Checks what a run is given for this input. */
    void check(TensorType given) {
        List<Extent> known = extents;
        boolean fits = given.type() == type;
        if (fits && known != null) {
            fits = given.shape().rank() == known.size();
            for (int axis = 0; fits && axis < known.size(); axis++) {
                fits = !known.get(axis).isFixed()
                        || known.get(axis).size() == given.shape().extent(axis);
            }
        }
        if (!fits) {
            throw new ShapeException("input '" + name + "': is " + given + ", the model expects " + this);
        }
        if (shaping && given.elements() > MAX_SHAPING_ELEMENTS) {
            throw new ShapeException("input '" + name + "': shapes follow from its values, so it may have at most "
                    + MAX_SHAPING_ELEMENTS + " elements, but is " + given);
        }
    }

    /** Type and shape for people: {@code f32 N×3×?×?}. */
    @Override
    public String toString() {
        String shape = extents == null
                ? "of any shape"
                : extents.isEmpty()
                        ? "scalar"
                        : Objects.requireNonNull(extents).stream()
                                .map(Extent::toString)
                                .collect(Collectors.joining("×"));
        return type.name().toLowerCase(java.util.Locale.ROOT) + " " + shape;
    }
}
