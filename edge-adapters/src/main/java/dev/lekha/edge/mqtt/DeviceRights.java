package dev.lekha.edge.mqtt;

import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/**
 * Whom a broker lets in, and to which topics: the same for the one inside and for one that asks
 * over HTTP. What is refused is counted, {@code lekha.refused.input} with the reason {@code
 * credentials-wrong} or {@code topic-not-permitted}.
 *
 * <p>Fails with {@link dev.lekha.kernel.Refused} of kind busy where the registry cannot say now.
 */
record DeviceRights(Authenticator authenticator, MeterRegistry meters) {
    /** The caller whose credential and secret these are; nobody where one is missing. */
    Optional<Caller> enter(Optional<String> credential, Optional<String> secret) {
        Optional<Caller> caller =
                credential.flatMap(
                        id -> secret.flatMap(each -> authenticator.authenticate(id, each)));
        if (caller.isEmpty()) {
            refused("credentials-wrong");
        }
        return caller;
    }

    /** Whether it is a report topic, of the caller or of what stands behind it. */
    boolean mayPublish(Optional<Caller> caller, String topic) {
        return permitted(
                caller.flatMap(known ->
                                Topics.device(known, topic)
                                        .filter(device ->
                                                authenticator.mayReportFor(known, device)))
                        .isPresent());
    }

    /** Whether a filter, or the topic of a message, stays within the caller's own topics. */
    boolean mayListen(Optional<Caller> caller, String filter) {
        return permitted(caller.filter(known -> Topics.own(known, filter)).isPresent());
    }

    private boolean permitted(boolean may) {
        if (!may) {
            refused("topic-not-permitted");
        }
        return may;
    }

    /** Counts somebody who is not let in, or to somewhere. */
    void refused(String reason) {
        meters.counter("lekha.refused.input", "door", "mqtt", "reason", reason).increment();
    }
}
