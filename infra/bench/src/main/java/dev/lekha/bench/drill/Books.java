package dev.lekha.bench.drill;

import dev.lekha.kernel.Rational;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What was promised and what is there, at the end.
 *
 * @param acknowledged reports that applications were told are kept, as node and request id
 * @param stored reports in the log, in the same form
 * @param published ids of the log's public events
 * @param fed ids of the events in Kafka, as consumers of committed records see them
 * @param due the money that the reports in the log amount to
 * @param charged the money of all charging data records in the log
 * @param billed the same in Kafka
 * @param viewsAreReplayed whether every view equals its replay
 */
record Books(
        List<String> acknowledged,
        List<String> stored,
        List<String> published,
        List<String> fed,
        Rational due,
        Rational charged,
        Rational billed,
        boolean viewsAreReplayed) {
    /** Acknowledged, and not in the log. */
    long lost() {
        return missing(acknowledged, stored);
    }

    /** More than once in the log. */
    long duplicated() {
        return repeated(stored);
    }

    /** In the log, and not in Kafka. */
    long missingInKafka() {
        return missing(published, fed);
    }

    /** More than once in Kafka. */
    long duplicatedInKafka() {
        return repeated(fed);
    }

    /** In Kafka, and not in the log. */
    long strangeInKafka() {
        return missing(fed, published);
    }

    private static long missing(Collection<String> those, List<String> in) {
        var missing = new HashSet<>(those);
        missing.removeAll(new HashSet<>(in));
        return missing.size();
    }

    private static long repeated(List<String> those) {
        return those.size() - new HashSet<>(those).size();
    }

    /** Each that must be 0, in words. */
    SequencedMap<String, Long> mustBeNone() {
        var figures = new LinkedHashMap<String, Long>();
        figures.put("lost", lost());
        figures.put("duplicated in the log", duplicated());
        figures.put("missing in Kafka", missingInKafka());
        figures.put("duplicated in Kafka", duplicatedInKafka());
        figures.put("in Kafka alone", strangeInKafka());
        return figures;
    }

    /** What is wrong, a sentence each; empty where all is well. */
    List<String> faults() {
        var faults = new ArrayList<String>();
        mustBeNone()
                .forEach((name, count) -> {
                    if (count > 0) {
                        faults.add("%d %s".formatted(count, name));
                    }
                });
        if (!due.equals(charged)) {
            faults.add("the reports amount to %s, charged is %s".formatted(due, charged));
        }
        if (!charged.equals(billed)) {
            faults.add("the log's money is %s, Kafka's is %s".formatted(charged, billed));
        }
        if (acknowledged.isEmpty() || charged.signum() <= 0) {
            faults.add("nothing was acknowledged or charged, so nothing is shown");
        }
        if (!viewsAreReplayed) {
            faults.add("not every view equals its replay");
        }
        return faults;
    }
}
