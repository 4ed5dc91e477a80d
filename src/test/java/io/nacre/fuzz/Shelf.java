package io.nacre.fuzz;

import io.nacre.backend.Backend;
import io.nacre.error.NacreException;
import io.nacre.plan.Session;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sessions that all threads share, any of which may close one while others run it. */
final class Shelf implements AutoCloseable {
    private static final int PLACES = 8;

    /** A session and what is known of its model. */
    record Item(Known known, Session session) {}

    private final Backend backend;
    private final Supplier<Backend> opener;
    private final List<Known> known = Known.all();
    private final AtomicReferenceArray<@Nullable Item> items = new AtomicReferenceArray<>(PLACES);

    /**
     * An empty shelf.
     *
     * @param backend stays open longer than the shelf
     * @param opener opens further ones, which may be closed at any time
     */
    Shelf(Backend backend, Supplier<Backend> opener) {
        this.backend = backend;
        this.opener = opener;
    }

    Backend backend() {
        return backend;
    }

    Backend open() {
        return opener.get();
    }

    Known anyKnown(Random random) {
        return random.nextInt(4) == 0 ? Known.clipped(random) : known.get(random.nextInt(known.size()));
    }

    /** Some session, perhaps one that is closed. */
    Item any(Random random) {
        int place = random.nextInt(PLACES);
        Item item = items.get(place);
        if (item == null) {
            Known choice = anyKnown(random);
            item = new Item(choice, Session.open(choice.model(), backend));
            if (!items.compareAndSet(place, null, item)) {
                item.session().close();
                return any(random);
            }
        }
        return item;
    }

    /** Takes a session from the shelf, once it is closed. */
    void remove(Item item) {
        for (int place = 0; place < PLACES; place++) {
            items.compareAndSet(place, item, null);
        }
    }

    @Override
    public void close() throws NacreException {
        for (int place = 0; place < PLACES; place++) {
            Item item = items.getAndSet(place, null);
            if (item != null) {
                item.session().close();
            }
        }
    }
}
