package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Role;
import dev.lekha.projection.Rows;
import dev.lekha.projection.Views;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.Views.Filter;
import dev.lekha.projection.access.Applications.Access;
import dev.lekha.projection.access.Grants.Grant;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectReader;

/**
 * What a caller gets to see: the rows of its tenant; to a restricted application, those of them
 * that are about what it owns or was granted to read.
 */
@Component
public final class Sight {
    /** The views that it goes by. */
    public static final List<String> BY =
            List.of("application-access", "grants", "owners", "memberships");

    private static final int MOST_GRANTS = 1_000;
    private static final ObjectReader ACCESS = Json.MAPPER.readerFor(Access.class);
    private static final ObjectReader GRANT = Json.MAPPER.readerFor(Grant.class);

    private final Views views;
    private final Clock clock;

    public Sight(Views views, Clock clock) {
        this.views = views;
        this.clock = clock;
    }

    /** Whether an event is about what the caller gets to see. */
    public boolean sees(Caller caller, Log.Stored event) {
        return !(of(caller) instanceof GrantedRows granted) || granted.sees(event);
    }

    Rows of(Caller caller) {
        var rows = views.of(caller.tenant());
        if (!caller.is(Role.APPLICATION) || caller.is(Role.OPERATOR) || caller.is(Role.AUDITOR)) {
            return rows;
        }
        var now = clock.instant();
        var bound =
                rows.find("application-access", caller.actor())
                        .row()
                        .<Access>map(row -> ACCESS.readValue(row.json()))
                        .filter(Access::restricted)
                        .filter(access -> !trusted(access, now));
        return bound.<Rows>map(
                        _ -> new GrantedRows(rows, caller.actor(), grants(rows, caller, now)))
                .orElse(rows);
    }

    private static boolean trusted(Access access, Instant now) {
        return access.trustedIn().contains("views") && lasts(access.until(), now);
    }

    private static List<Grant> grants(Rows rows, Caller caller, Instant now) {
        var mine = new Filter("application", Comparison.EQUAL, caller.actor());
        return rows
                .page("grants", new Views.Query(List.of(mine), "", false, "", MOST_GRANTS))
                .rows()
                .stream()
                .<Grant>map(row -> GRANT.readValue(row.json()))
                .filter(grant -> lasts(grant.until(), now))
                .toList();
    }

    private static boolean lasts(String until, Instant now) {
        return until.isEmpty() || now.isBefore(Instant.parse(until));
    }
}
