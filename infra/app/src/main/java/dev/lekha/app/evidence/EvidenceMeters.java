package dev.lekha.app.evidence;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What can be seen of publishing from outside. */
@Component
final class EvidenceMeters implements MeterBinder {
    private final Optional<Publisher> publisher;
    private final Optional<TimeStamping> stamping;
    private final Optional<Scrub> scrub;

    EvidenceMeters(
            Optional<Publisher> publisher, Optional<TimeStamping> stamping, Optional<Scrub> scrub) {
        this.publisher = publisher;
        this.stamping = stamping;
        this.scrub = scrub;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        publisher.ifPresent(one -> {
            Gauge.builder(
                            "lekha.evidence.size",
                            one,
                            it -> it.newest().map(head -> (double) head.size()).orElse(0.0))
                    .description("Events under the newest checkpoint; 0 in other processes")
                    .register(meters);
            Gauge.builder("lekha.evidence.lag", one, Publisher::lag)
                    .description("Events that no checkpoint covers yet")
                    .register(meters);
            FunctionCounter.builder("lekha.evidence.failures", one, Publisher::failures)
                    .description("Attempts to publish that failed, and are made again")
                    .register(meters);
            FunctionCounter.builder(
                            "lekha.evidence.witness.failures", one, it -> it.witnesses().failures())
                    .description("Times that a witness did not cosign; it is asked again")
                    .register(meters);
            FunctionCounter.builder(
                            "lekha.evidence.witness.alarms", one, it -> it.witnesses().alarms())
                    .description("Times that a witness knew another or a longer history")
                    .register(meters);
        });
        scrub.ifPresent(one -> {
            Gauge.builder("lekha.evidence.scrub.alarm", one, it -> it.alarm().isPresent() ? 1 : 0)
                    .description("1 while the log is not what was published of it")
                    .register(meters);
            FunctionCounter.builder("lekha.evidence.scrub.compared", one, Scrub::compared)
                    .description("Events that were held against what was published of them")
                    .register(meters);
        });
        stamping.ifPresent(one ->
                FunctionCounter.builder(
                                "lekha.evidence.timestamp.failures", one, TimeStamping::failures)
                        .description("Time stamps that were not got, and are asked for again")
                        .register(meters));
    }
}
