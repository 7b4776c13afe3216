package dev.lekha.command;

import java.util.stream.Collectors;
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
                            + " is missing or cannot be read as "
                            + (mismatch.getTargetType() == null
                                    ? "what it should be"
                                    : mismatch.getTargetType().getSimpleName())
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
