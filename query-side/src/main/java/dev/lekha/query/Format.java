package dev.lekha.query;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

/**
 * How rows are written: as a page of JSON, or all of them as lines. {@code ?format=} outranks
 * {@code Accept}.
 */
enum Format {
    JSON(MediaType.APPLICATION_JSON),
    NDJSON(MediaType.parseMediaType("application/x-ndjson")),
    CSV(MediaType.parseMediaType("text/csv"));

    final MediaType type;

    Format(MediaType type) {
        this.type = type;
    }

    static Format read(String parameter, Optional<String> accept)
            throws HttpMediaTypeNotAcceptableException {
        if (!parameter.isEmpty()) {
            return Stream.of(values())
                    .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(parameter))
                    .findFirst()
                    .orElseThrow(() ->
                            ViewQuestion.malformed(
                                    "format-unknown", "A format is json, ndjson or csv."));
        }
        return accept.isEmpty() ? JSON : accepted(accept.get());
    }

    private static Format accepted(String accept) throws HttpMediaTypeNotAcceptableException {
        for (var wanted : byPreference(accept)) {
            for (var format : values()) {
                if (wanted.getQualityValue() > 0 && wanted.includes(format.type)) {
                    return format;
                }
            }
        }
        throw new HttpMediaTypeNotAcceptableException(
                Arrays.stream(values()).map(format -> format.type).toList());
    }

    /** The best liked first; among equals, the order in which they were named. */
    private static List<MediaType> byPreference(String accept) {
        try {
            return MediaType.parseMediaTypes(accept).stream()
                    .sorted(Comparator.comparing(MediaType::getQualityValue).reversed())
                    .toList();
        } catch (InvalidMediaTypeException unreadable) {
            throw ViewQuestion.malformed(
                    "accept-malformed", "Accept is not a list of media types.");
        }
    }
}
