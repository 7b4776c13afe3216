package dev.lekha.edge.http;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Creator;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Omittable;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Currency;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schema (2020-12) of what {@link Json} reads and writes, derived from classes: records are
 * objects whose components are all required but the {@link Omittable} ones, a type with {@link
 * JsonValue} is what that yields, sealed interfaces are one of their cases. Components that the
 * platform injects do not show.
 */
public final class JsonSchemas {
    private static final Map<Class<?>, String> SCALARS =
            Map.ofEntries(
                    Map.entry(String.class, "{'type':'string'}"),
                    Map.entry(boolean.class, "{'type':'boolean'}"),
                    Map.entry(Boolean.class, "{'type':'boolean'}"),
                    Map.entry(int.class, "{'type':'integer','format':'int32'}"),
                    Map.entry(Integer.class, "{'type':'integer','format':'int32'}"),
                    Map.entry(long.class, "{'type':'integer','format':'int64'}"),
                    Map.entry(Long.class, "{'type':'integer','format':'int64'}"),
                    Map.entry(BigInteger.class, "{'type':'integer'}"),
                    Map.entry(double.class, "{'type':'number'}"),
                    Map.entry(Double.class, "{'type':'number'}"),
                    Map.entry(BigDecimal.class, "{'type':'number'}"),
                    Map.entry(Instant.class, "{'type':'string','format':'date-time'}"),
                    Map.entry(LocalDate.class, "{'type':'string','format':'date'}"),
                    Map.entry(Duration.class, "{'type':'string','format':'duration'}"),
                    Map.entry(UUID.class, "{'type':'string','format':'uuid'}"),
                    Map.entry(URI.class, "{'type':'string','format':'uri-reference'}"),
                    Map.entry(Currency.class, "{'type':'string','pattern':'^[A-Z]{3}$'}"),
                    Map.entry(byte[].class, "{'type':'string','contentEncoding':'base64'}"));

    /**
     * The types that the one being described stands in, so that one that contains itself comes to
     * an end.
     */
    private final Deque<Class<?>> around = new ArrayDeque<>();

    private JsonSchemas() {}

    public static ObjectNode of(Class<?> type) {
        return new JsonSchemas().schema(type);
    }

    private ObjectNode schema(Type type) {
        return switch (type) {
            case Class<?> plain -> schema(plain);
            case ParameterizedType generic -> generic(generic);
            case WildcardType wildcard -> schema(wildcard.getUpperBounds()[0]);
            default -> anything();
        };
    }

    private ObjectNode generic(ParameterizedType type) {
        var arguments = type.getActualTypeArguments();
        if (!(type.getRawType() instanceof Class<?> raw)) {
            return anything();
        } else if (Collection.class.isAssignableFrom(raw)) {
            var list = object("array").set("items", schema(arguments[0]));
            return Set.class.isAssignableFrom(raw) ? list.put("uniqueItems", true) : list;
        } else if (Map.class.isAssignableFrom(raw)) {
            return object("object").set("additionalProperties", schema(arguments[1]));
        }
        return raw == Optional.class ? schema(arguments[0]) : schema(raw);
    }

    private ObjectNode schema(Class<?> type) {
        var scalar = SCALARS.get(type);
        if (scalar != null) {
            return (ObjectNode) Json.MAPPER.readTree(scalar.replace('\'', '"'));
        }
        var value =
                Stream.of(type.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(JsonValue.class))
                        .findFirst();
        if (around.contains(type)) {
            return anything().put("description", "again " + type.getSimpleName());
        }
        around.push(type);
        try {
            return value.map(Method::getGenericReturnType)
                    .map(this::schema)
                    .orElseGet(() -> structure(type));
        } finally {
            around.pop();
        }
    }

    private ObjectNode structure(Class<?> type) {
        if (type.isEnum()) {
            return object("string").set("enum", Json.MAPPER.valueToTree(type.getEnumConstants()));
        } else if (type.isSealed()) {
            return oneOf(type);
        } else if (type.isRecord()) {
            return record(type);
        }
        return type.isArray()
                ? object("array").set("items", schema(type.getComponentType()))
                : anything();
    }

    private ObjectNode oneOf(Class<?> sealed) {
        var schema = anything();
        var cases = schema.putArray("oneOf");
        for (var permitted : sealed.getPermittedSubclasses()) {
            var one = schema(permitted);
            Optional.ofNullable(sealed.getAnnotation(JsonTypeInfo.class))
                    .ifPresent(info -> discriminate(one, info, name(sealed, permitted)));
            cases.add(one);
        }
        return schema;
    }

    private static void discriminate(ObjectNode schema, JsonTypeInfo info, String name) {
        var property =
                info.property().isEmpty() ? info.use().getDefaultPropertyName() : info.property();
        schema.withObjectProperty("properties").putObject(property).put("const", name);
        schema.withArrayProperty("required").add(property);
    }

    private static String name(Class<?> sealed, Class<?> permitted) {
        var named =
                Optional.ofNullable(permitted.getAnnotation(JsonTypeName.class))
                        .map(JsonTypeName::value);
        return Optional.ofNullable(sealed.getAnnotation(JsonSubTypes.class)).stream()
                .flatMap(subTypes -> Stream.of(subTypes.value()))
                .filter(subType -> subType.value() == permitted && !subType.name().isEmpty())
                .map(JsonSubTypes.Type::name)
                .findFirst()
                .or(() -> named)
                .orElse(permitted.getSimpleName());
    }

    private ObjectNode record(Class<?> type) {
        var schema = object("object");
        var properties = schema.putObject("properties");
        var required = schema.putArray("required");
        for (var said : Creator.of(type).getParameters()) {
            if (!said.isAnnotationPresent(JacksonInject.class)) {
                properties.set(said.getName(), schema(said.getParameterizedType()));
                if (!said.isAnnotationPresent(Omittable.class)) {
                    required.add(said.getName());
                }
            }
        }
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode object(String type) {
        return anything().put("type", type);
    }

    private static ObjectNode anything() {
        return Json.MAPPER.createObjectNode();
    }
}
