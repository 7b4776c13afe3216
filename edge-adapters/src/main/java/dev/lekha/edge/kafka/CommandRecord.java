package dev.lekha.edge.kafka;

import static dev.lekha.kernel.Refused.Kind.MALFORMED;
import static dev.lekha.kernel.Refused.Kind.TOO_LARGE;
import static dev.lekha.kernel.Refused.Kind.UNAUTHENTICATED;

import dev.lekha.edge.http.IdempotencyKey;
import dev.lekha.kernel.Refused;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of the commands' topic in the platform's terms. */
record CommandRecord(ConsumerRecord<byte[], byte[]> record) {
    private static final byte[] NOTHING = {};

    /** {@code topic-partition-offset}: what is certainly only this record. */
    String place() {
        return record.topic() + "-" + record.partition() + "-" + record.offset();
    }

    Optional<String> header(String name) {
        return Headers.read(record.headers(), name);
    }

    byte[] body() {
        return record.value() == null ? NOTHING : record.value();
    }

    /** The sender's own idempotency key, or one that only a redelivery of this record has. */
    String key() {
        return header(Headers.IDEMPOTENCY_KEY).map(IdempotencyKey::read).orElseGet(this::place);
    }

    /** The key of the answer: the correlation id, else the idempotency key as it was sent. */
    String answerKey() {
        return header(Headers.CORRELATION_ID)
                .or(() -> header(Headers.IDEMPOTENCY_KEY))
                .orElseGet(this::place);
    }

    /** What the HTTP door would have been sent as {@code Authorization}. */
    String authorization() {
        return header(Headers.AUTHORIZATION)
                .or(() -> header(Headers.API_KEY).map(key -> "Bearer " + key))
                .orElseThrow(() ->
                        new Refused(
                                UNAUTHENTICATED,
                                "unauthenticated",
                                "Say who is asking: in the header authorization or api-key."));
    }

    /**
     * @param capability package word
     */
    record Name(String capability, String command) {}

    Name name() {
        var parts = header(Headers.COMMAND).orElse("").split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new Refused(
                    MALFORMED,
                    "command-name-malformed",
                    "The header lekha-command says which: capability/Command.");
        }
        return new Name(parts[0], parts[1]);
    }

    /** Where the HTTP door would have been asked. */
    String path() {
        return "/api/commands/" + header(Headers.COMMAND).orElse("");
    }

    void requireAtMost(long bytes) {
        if (body().length > bytes) {
            throw new Refused(
                    TOO_LARGE,
                    "too-large",
                    "A command has at most %d bytes; this has %d.".formatted(bytes, body().length));
        }
    }
}
