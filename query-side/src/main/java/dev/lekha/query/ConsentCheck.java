package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import dev.lekha.projection.Views;
import dev.lekha.projection.privacy.Consents;
import dev.lekha.projection.privacy.Consents.Consent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectReader;

/**
 * Whether a reader has consent, asked anew at each read: as the log stands when it is asked, so
 * what was withdrawn is withheld at once. No role is spared the question.
 */
@Component
public final class ConsentCheck {
    /** Stands in the place of a value: {@code {"withheld":"consent"}}. */
    static final String REASON = "consent";

    private static final ObjectReader CONSENT = Json.MAPPER.readerFor(Consent.class);

    private final Views views;
    private final Positions positions;
    private final Log log;
    private final QuerySettings settings;
    private final Clock clock;
    private final Counter shown;
    private final Counter withheld;

    ConsentCheck(
            Views views,
            Positions positions,
            Log log,
            QuerySettings settings,
            Clock clock,
            MeterRegistry meters) {
        this.views = views;
        this.positions = positions;
        this.log = log;
        this.settings = settings;
        this.clock = clock;
        this.shown = counter(meters, "shown");
        this.withheld = counter(meters, "withheld");
    }

    private static Counter counter(MeterRegistry meters, String answer) {
        return Counter.builder("lekha.consent.reads")
                .description("Values under consent that were asked for")
                .tag("answer", answer)
                .register(meters);
    }

    /**
     * Those of the values that the caller is not shown. Each that is under consent is counted.
     *
     * @param purpose for which it reads, or empty where it gave none
     * @param values as keys of the view {@code consents}
     * @throws Refused of kind busy where it cannot be told now
     */
    Set<String> withheld(Caller caller, String purpose, Collection<String> values) {
        if (values.isEmpty()) {
            return Set.of();
        }
        positions.require(Consents.NAME, log.head(), settings.positionWait());
        var now = clock.instant();
        var kept = new HashSet<String>();
        under(caller.tenant(), values)
                .forEach((key, row) -> {
                    Consent consent = CONSENT.readValue(row);
                    if (consent.allows(caller.actor(), purpose, now)) {
                        shown.increment();
                    } else {
                        withheld.increment();
                        kept.add(key);
                    }
                });
        return kept;
    }

    private Map<String, byte[]> under(String tenant, Collection<String> values) {
        return views.of(tenant).findAll(Consents.NAME, List.copyOf(Set.copyOf(values)));
    }
}
