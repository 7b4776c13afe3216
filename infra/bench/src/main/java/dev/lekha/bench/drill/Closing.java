package dev.lekha.bench.drill;

import dev.lekha.edge.kafka.PublishedEvents;
import dev.lekha.kafka.CommittedRecords;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Rational;
import dev.lekha.store.mongo.MongoStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads what a site holds that has come to rest. */
final class Closing {
    private static final String REPORT = "reporting.ReportAccepted";
    private static final String CDR = "charging.CdrIssued";

    private final Site site;

    Closing(Site site) {
        this.site = site;
    }

    Books books(Acknowledged acknowledged) throws IOException, InterruptedException {
        var log = log();
        var published = PublishedEvents.find();
        var stored =
                log.stream().filter(event -> event.type().equals(REPORT)).map(Closing::id).toList();
        return new Books(
                acknowledged.reports(),
                stored,
                log.stream()
                        .filter(event -> published.contains(event.type()))
                        .map(Log.Stored::id)
                        .toList(),
                topic("events").map(event -> event.path("id").asString()).toList(),
                Applications.due(stored),
                sum(
                        log.stream()
                                .filter(event -> event.type().equals(CDR))
                                .map(event -> Json.MAPPER.readTree(event.body()))),
                sum(topic("cdrs").map(event -> event.path("data"))),
                site.run("replay", "--store", site.connection()) == 0);
    }

    private List<Log.Stored> log() {
        var events = new ArrayList<Log.Stored>();
        try (var store = MongoStore.openReadOnly(site.connection());
                var cursor = store.reader().after(0, Log.Filter.ALL)) {
            for (var next = cursor.next(Duration.ZERO);
                    next.isPresent();
                    next = cursor.next(Duration.ZERO)) {
                events.add(next.get());
            }
        }
        return events;
    }

    private static String id(Log.Stored report) {
        var body = Json.MAPPER.readTree(report.body());
        return body.path("node").asString() + "/" + body.path("request").asString();
    }

    private Stream<JsonNode> topic(String name) {
        return CommittedRecords.of(site.bootstrapServers(), "lekha." + name).stream()
                .map(record -> Json.MAPPER.readTree(record.value()));
    }

    private static Rational sum(Stream<JsonNode> cdrs) {
        return cdrs.map(cdr -> Rational.parse(cdr.at("/amount/amount").asString()))
                .reduce(Rational.ZERO, Rational::plus);
    }
}
