package dev.lekha.edge.kafka;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.EventName;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Money;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.UniqueId;
import dev.lekha.kernel.charging.CdrId;
import dev.lekha.kernel.charging.ChargingEvent.CdrIssued;
import dev.lekha.kernel.charging.ChargingEvent.UsageRated;
import dev.lekha.kernel.charging.MeterEvent.UsageRecorded;
import dev.lekha.kernel.charging.Origin;
import dev.lekha.kernel.charging.Period;
import dev.lekha.kernel.charging.RatingGroup;
import dev.lekha.kernel.charging.RegisterReading;
import dev.lekha.kernel.charging.SubscriptionId;
import dev.lekha.kernel.charging.TariffId;
import dev.lekha.kernel.charging.UsageId;
import dev.lekha.store.segment.SegmentLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A real log in a folder, which a test writes usage and its charges into. */
final class WrittenLog implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");
    private static final RatingGroup ENERGY = new RatingGroup("energy");
    private static final TariffId TARIFF = new TariffId("day");
    private static final Money PRICE = Money.of("EUR", "1/7");

    private final EventCatalogue catalogue = new EventCatalogue(List.of(), List.of());
    private final SegmentLog log;
    private int usages;

    WrittenLog(Path folder) throws IOException {
        log = SegmentLog.openToCopy(folder);
    }

    Log reader() {
        return log.reader();
    }

    /** Usage, its price and its charging data record: three events in two commits. */
    synchronized void charge(String subscription, String node, String quantity) {
        var origin = new Origin(++usages, 0);
        var usage = UsageId.of(origin, 0);
        var pays = new SubscriptionId(subscription);
        var from = new RegisterReading(NOON, Rational.ZERO);
        var used = Rational.parse(quantity);
        append(
                new UsageRecorded(
                        usage,
                        pays,
                        ENERGY,
                        new NodeId(node),
                        "energy",
                        from,
                        from,
                        Rational.ONE,
                        used,
                        "kWh",
                        origin));
        var amount = PRICE.times(used);
        append(
                new UsageRated(usage, TARIFF, PRICE, "kWh", used, amount),
                new CdrIssued(
                        CdrId.of(usage),
                        usage,
                        pays,
                        ENERGY,
                        new NodeId(node),
                        "energy",
                        from,
                        from,
                        used,
                        "kWh",
                        TARIFF,
                        PRICE,
                        "kWh",
                        amount,
                        Period.of(NOON),
                        "",
                        origin));
    }

    void append(DomainEvent... events) {
        log.append(Stream.of(events).map(this::stored).toList()).join();
    }

    private Log.Stored stored(DomainEvent event) {
        var name = EventName.of(event.getClass());
        var tags = new TreeSet<String>();
        catalogue.tags(event).forEach(tag -> tags.add(tag.key() + "=" + tag.value()));
        return new Log.Stored(
                0,
                UniqueId.next(),
                NOON,
                name.toString(),
                name.version(),
                tags,
                Map.of("actor", "meter", "tenant", "town"),
                catalogue.encode(event));
    }

    List<Log.Stored> events(String... types) {
        var events = new ArrayList<Log.Stored>();
        try (var cursor = log.reader().after(0, new Log.Filter(List.of(types), List.of()))) {
            for (var next = cursor.next(Duration.ZERO);
                    next.isPresent();
                    next = cursor.next(Duration.ZERO)) {
                events.add(next.get());
            }
        }
        return events;
    }

    @Override
    public void close() {
        log.close();
    }
}
