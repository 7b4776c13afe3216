package dev.lekha.edge.kafka;

import dev.lekha.edge.http.Problem;
import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** What goes back: the answer to every command, and those that could not be taken. */
final class Replies implements AutoCloseable {
    private static final Set<String> SECRETS = Set.of(Headers.AUTHORIZATION, Headers.API_KEY);
    private static final int OK = 200;
    private static final int INTERNAL_ERROR = 500;
    private static final int MOST_BYTES = 16 << 20;

    private final Topics topics;
    private final KafkaProperties properties;
    private final KafkaProducer<byte[], byte[]> producer;

    Replies(KafkaProperties properties) {
        this.topics = properties.topics();
        this.properties = properties;
        var settings = new HashMap<>(properties.clientSettings());
        int patience = (int) properties.requestTimeout().toMillis();
        settings.put("enable.idempotence", true);
        settings.put("acks", "all");
        settings.put("max.block.ms", patience);
        settings.put("delivery.timeout.ms", patience + 5);
        settings.put("max.request.size", MOST_BYTES);
        this.producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Completes when the answer is durable. */
    CompletableFuture<Void> answer(CommandRecord command, Answer answer) {
        var reply = reply(command, OK, "application/json", Json.MAPPER.writeValueAsBytes(answer));
        reply.headers().add(Headers.of(Headers.POSITION, Long.toString(answer.position())));
        return send(reply);
    }

    /** Completes when the "no" is durable, to the asker and among those that were not taken. */
    CompletableFuture<Void> refuse(CommandRecord command, Refused why) {
        var problem = Problem.of(why);
        return CompletableFuture.allOf(
                refuse(command, problem), setAside(command, why.code(), why.sentence()));
    }

    private CompletableFuture<Void> refuse(CommandRecord command, Problem problem) {
        return send(
                reply(
                        command,
                        problem.status(),
                        "application/problem+json",
                        problem.json(command.path())));
    }

    /** For what broke inside: the asker hears no details of it, as over HTTP. */
    CompletableFuture<Void> broken(CommandRecord command, String detail) {
        var problem = Problem.of(INTERNAL_ERROR);
        return CompletableFuture.allOf(
                refuse(command, problem), setAside(command, problem.code(), detail));
    }

    private ProducerRecord<byte[], byte[]> reply(
            CommandRecord command, int status, String type, byte[] value) {
        var reply =
                new ProducerRecord<>(
                        topics.replies(),
                        command.answerKey().getBytes(StandardCharsets.UTF_8),
                        value);
        reply.headers().add(Headers.of(Headers.CONTENT_TYPE, type));
        reply.headers().add(Headers.of(Headers.STATUS, Integer.toString(status)));
        for (var name :
                Set.of(
                        Headers.COMMAND,
                        Headers.IDEMPOTENCY_KEY,
                        Headers.CORRELATION_ID,
                        Headers.REPLY_TO)) {
            command.header(name).ifPresent(said -> reply.headers().add(Headers.of(name, said)));
        }
        origin(command, reply);
        return reply;
    }

    /** As it came, but for its secrets, which nobody else needs to read. */
    private CompletableFuture<Void> setAside(CommandRecord command, String code, String sentence) {
        return send(dead(command, command.record().value(), code, sentence))
                .exceptionallyCompose(failure ->
                        tooLarge(failure)
                                ? send(dead(command, null, code, sentence))
                                : CompletableFuture.failedFuture(failure));
    }

    private ProducerRecord<byte[], byte[]> dead(
            CommandRecord command, byte @Nullable [] value, String code, String sentence) {
        var dead = new ProducerRecord<byte[], byte[]>(topics.dead(), command.record().key(), value);
        for (var header : command.record().headers()) {
            dead.headers()
                    .add(
                            SECRETS.contains(header.key().toLowerCase(Locale.ROOT))
                                    ? Headers.of(header.key(), "withheld")
                                    : header);
        }
        dead.headers().add(Headers.of(Headers.ERROR_TYPE, code));
        dead.headers().add(Headers.of(Headers.ERROR_DETAIL, sentence));
        origin(command, dead);
        return dead;
    }

    private static void origin(CommandRecord command, ProducerRecord<byte[], byte[]> to) {
        var from = command.record();
        to.headers().add(Headers.of(Headers.ORIGINAL_TOPIC, from.topic()));
        to.headers()
                .add(Headers.of(Headers.ORIGINAL_PARTITION, Integer.toString(from.partition())));
        to.headers().add(Headers.of(Headers.ORIGINAL_OFFSET, Long.toString(from.offset())));
    }

    private static boolean tooLarge(Throwable failure) {
        return failure instanceof RecordTooLargeException
                || failure.getCause() != null && tooLarge(failure.getCause());
    }

    private CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record) {
        var sent = new CompletableFuture<Void>();
        producer.send(
                record,
                (_, failure) -> {
                    if (failure == null) {
                        sent.complete(null);
                    } else {
                        sent.completeExceptionally(failure);
                    }
                });
        return sent;
    }

    @Override
    public void close() {
        producer.close(properties.requestTimeout());
    }
}
