package dev.lekha.store.segment;

import java.util.function.UnaryOperator;

/** All that is stored, as it changes: who reads takes the {@link Layout} as it is. */
final class Segments {
    private final Head head;
    private volatile Layout layout;
    private volatile SidecarMender mender = _ -> false;

    /** Sees to it that a damaged sidecar is made anew. */
    @FunctionalInterface
    interface SidecarMender {
        /** Puts something else in its place; false where nobody can. */
        boolean mend(SidecarDamaged damage);
    }

    Segments(Layout layout, Head head) {
        this.layout = layout;
        this.head = head;
    }

    void mendBy(SidecarMender mender) {
        this.mender = mender;
    }

    /** Whoever reads it after the head finds there all that the head promises. */
    Layout layout() {
        return layout;
    }

    Head head() {
        return head;
    }

    synchronized void change(UnaryOperator<Layout> change) {
        layout = change.apply(layout);
    }

    /** Work with what is there, again where a sidecar turned out damaged meanwhile. */
    <T> T read(Reading<T> reading) {
        while (true) {
            try {
                return reading.of(layout);
            } catch (SidecarDamaged damage) {
                if (!mend(damage)) {
                    throw damage;
                }
            }
        }
    }

    boolean mend(SidecarDamaged damage) {
        return mender.mend(damage);
    }

    /** Work that needs a layout. */
    @FunctionalInterface
    interface Reading<T> {
        T of(Layout layout);
    }
}
