package dev.lekha.projection;

import dev.lekha.kernel.Role;
import java.lang.reflect.ParameterizedType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a view's schema off its projection class. */
final class ViewSchemas {
    private ViewSchemas() {}

    static ViewSchema of(Projection<?> projection) {
        var type = projection.getClass();
        var view = type.getAnnotation(View.class);
        if (view == null) {
            throw new IllegalArgumentException(type.getName() + " needs @View");
        }
        var readers =
                view.readers().length == 0
                        ? Set.<Role>of()
                        : EnumSet.of(view.readers()[0], view.readers());
        return new ViewSchema(
                view.name(),
                view.capability(),
                row(type),
                List.of(view.fields()),
                readers,
                List.of(view.parties()),
                view.partiesIn());
    }

    private static Class<? extends Record> row(Class<?> projection) {
        return Stream.of(projection.getGenericInterfaces())
                .filter(ParameterizedType.class::isInstance)
                .map(ParameterizedType.class::cast)
                .filter(implemented -> implemented.getRawType() == Projection.class)
                .map(implemented ->
                        ((Class<?>) implemented.getActualTypeArguments()[0])
                                .<Record>asSubclass(Record.class))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                projection.getName() + " implements Projection<Row>"));
    }
}
