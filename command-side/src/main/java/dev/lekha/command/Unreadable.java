package dev.lekha.command;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Says what is wrong with a JSON body in the sender's terms: which field, what was expected, no
 * class names.
 */
final class Unreadable {
    private Unreadable() {}

    static String sentence(JacksonException unreadable) {
        return switch (unreadable) {
            case UnrecognizedPropertyException unknown ->
                    "There is no field "
                            + path(unknown)
                            + "; known are "
                            + unknown.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .collect(Collectors.joining(", "))
                            + ".";
            case ValueInstantiationException invalid
                    when invalid.getCause() instanceof IllegalArgumentException reason ->
                    "Field " + path(invalid) + ": " + reason.getMessage() + ".";
            case MismatchedInputException mismatch when mismatch.getPath().isEmpty() ->
                    "The body is not a JSON object.";
            case MismatchedInputException mismatch ->
                    "Field "
                            + path(mismatch)
                            + " is missing or is not "
                            + form(mismatch.getTargetType())
                            + ".";
            case StreamReadException broken -> {
                var at = broken.getLocation();
                yield "The body is not JSON: line "
                        + at.getLineNr()
                        + ", column "
                        + at.getColumnNr()
                        + ".";
            }
            default -> "The body cannot be read at " + path(unreadable) + ".";
        };
    }

    /** What was expected, in JSON's terms. */
    private static String form(@Nullable Class<?> type) {
        if (type == null) {
            return "what it should be";
        }
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type.isArray() || Iterable.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        return Map.class.isAssignableFrom(type) || type.isRecord() && !isOneValue(type)
                ? "an object"
                : "text";
    }

    private static boolean isOneValue(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
    }

    private static String path(JacksonException at) {
        var path =
                at.getPath().stream()
                        .map(step ->
                                step.getPropertyName() == null
                                        ? "[" + step.getIndex() + "]"
                                        : step.getPropertyName())
                        .collect(Collectors.joining("."));
        return path.isEmpty() ? "(the whole body)" : path.replace(".[", "[");
    }
}
