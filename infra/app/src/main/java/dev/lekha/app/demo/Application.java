package dev.lekha.app.demo;

import static dev.lekha.app.demo.Subject.*;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** An application of the town: takes the meters in, has them charged, and reads what views show. */
record Application(Api api) {
    private static final int AT_ONCE = 16;

    void takeIn(List<Meter> meters, Progress.Step step) throws InterruptedException {
        Together.each(
                meters,
                AT_ONCE,
                meter -> {
                    var node =
                            Map.of(
                                    "node",
                                    meter.node(),
                                    "kind",
                                    "DEVICE",
                                    "description",
                                    "of the demo",
                                    "secret",
                                    meter.secret());
                    api.send("registration/RegisterNode", node);
                    api.send(
                            "charging/ConfigureChargeableEvent",
                            meter.terms().command(meter.node()));
                    step.advance();
                });
    }

    /**
     * What views show at a position.
     *
     * @param supervisor who may also read what was refused and what has no price
     */
    Tally views(long position, Api supervisor) throws IOException, InterruptedException {
        var tally =
                new Tally(
                        REFUSED,
                        DUPLICATES,
                        READINGS,
                        LATEST,
                        OUT_OF_ORDER,
                        ROLL_OVERS,
                        IMPLAUSIBLE,
                        UNRATED);
        api.lines(
                view("nodes", position),
                node -> tally.add(DUPLICATES, Fraction.of(node.path("duplicates").decimalValue())));
        api.lines(view("reading-history", position), _ -> tally.count(READINGS));
        api.lines(
                view("latest-readings", position) + "&metric=" + Packs.ENERGY,
                latest -> tally.add(LATEST, Fraction.of(latest.path("value").decimalValue())));
        api.lines(
                view("meter-anomalies", position),
                anomaly -> {
                    switch (anomaly.path("kind").stringValue()) {
                        case "out-of-order" -> tally.count(OUT_OF_ORDER);
                        case "roll-over" -> tally.count(ROLL_OVERS);
                        case "refused" -> tally.count(IMPLAUSIBLE);
                        default ->
                                throw new IllegalStateException(
                                        "an anomaly that nobody planned: " + anomaly);
                    }
                });
        supervisor.lines(view("refused-input", position), _ -> tally.count(REFUSED));
        supervisor.lines(view("unrated-usage", position), _ -> tally.count(UNRATED));
        return tally;
    }

    private static String view(String name, long position) {
        return "/api/views/" + name + "?format=ndjson&min-position=" + position;
    }
}
