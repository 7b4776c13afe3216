package dev.lekha.edge.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Headers of records by name; their values are UTF-8. */
final class Headers {
    static final String CONTENT_TYPE = "content-type";
    static final String POSITION = "lekha-position";
    static final String COMMAND = "lekha-command";
    static final String STATUS = "lekha-status";
    static final String IDEMPOTENCY_KEY = "idempotency-key";
    static final String AUTHORIZATION = "authorization";
    static final String API_KEY = "api-key";
    static final String REPLY_TO = "reply-to";
    static final String CORRELATION_ID = "correlation-id";
    static final String ERROR_TYPE = "lekha-error-type";
    static final String ERROR_DETAIL = "lekha-error-detail";
    static final String ORIGINAL_TOPIC = "lekha-original-topic";
    static final String ORIGINAL_PARTITION = "lekha-original-partition";
    static final String ORIGINAL_OFFSET = "lekha-original-offset";

    private Headers() {}

    static RecordHeader of(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The last header of a name. */
    static Optional<String> read(org.apache.kafka.common.header.Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name))
                .map(header -> header.value())
                .map(Headers::text);
    }

    static String text(byte @Nullable [] utf8) {
        return utf8 == null ? "" : new String(utf8, StandardCharsets.UTF_8);
    }
}
