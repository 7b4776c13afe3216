package dev.lekha.projection.registration;

import dev.lekha.kernel.registration.Holder;
import dev.lekha.projection.Interval;

/**
 * A time in which a name named something.
 *
 * @param name {@code scheme:value}
 * @param scope within which it was unique, or empty for the default tenant
 * @param node the id of a node, else empty
 * @param holder {@code node:id}, {@code application:id} or {@code group:id}
 * @param sharing {@code shared} where others could have it too, else empty
 * @param end when it ends by itself, ISO 8601, or empty
 */
public record Named(
        String name,
        String scheme,
        String scope,
        String node,
        String holder,
        String sharing,
        String end,
        String since,
        String until,
        long sincePosition,
        long untilPosition)
        implements Interval.Row<Named> {
    static Named of(Bindings.Bound bound, Interval interval) {
        var name = bound.name().value();
        return new Named(
                        name,
                        name.substring(0, name.indexOf(':')),
                        bound.scope(),
                        bound.holder().as(Holder.Kind.NODE).orElse(""),
                        bound.holder().text(),
                        bound.sharing(),
                        bound.end(),
                        "",
                        "",
                        0,
                        0)
                .over(interval);
    }

    @Override
    public Named over(Interval other) {
        return new Named(
                name,
                scheme,
                scope,
                node,
                holder,
                sharing,
                end,
                other.since(),
                other.until(),
                other.sincePosition(),
                other.untilPosition());
    }
}
