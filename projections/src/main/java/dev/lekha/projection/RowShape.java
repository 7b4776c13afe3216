package dev.lekha.projection;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a view's rows are made of, as text: two schemas of the same text can share their rows. */
public final class RowShape {
    private final Set<Class<?>> seen = new LinkedHashSet<>();
    private final StringBuilder text = new StringBuilder();

    private RowShape() {}

    public static String of(ViewSchema schema) {
        var shape = new RowShape();
        shape.text.append(schema.name()).append(schema.fields());
        shape.add(schema.row());
        return shape.text.toString();
    }

    /** The same with the form of the keys, which rows that are kept have to have as well. */
    public static String kept(ViewSchema schema) {
        return of(schema) + "\nkeys by tenant";
    }

    private void add(Type type) {
        switch (type) {
            case ParameterizedType several -> {
                for (var argument : several.getActualTypeArguments()) {
                    add(argument);
                }
            }
            case Class<?> one when one.isRecord() && seen.add(one) -> describe(one);
            case Class<?> one when one.isSealed() && seen.add(one) -> {
                for (var permitted : one.getPermittedSubclasses()) {
                    add(permitted);
                }
            }
            default -> {
                // The name that the component gives says all.
            }
        }
    }

    private void describe(Class<?> row) {
        var components = new ArrayList<String>();
        for (RecordComponent component : row.getRecordComponents()) {
            components.add(component.getName() + ':' + component.getGenericType().getTypeName());
        }
        text.append('\n').append(row.getName()).append(components);
        for (RecordComponent component : row.getRecordComponents()) {
            add(component.getGenericType());
        }
    }
}
