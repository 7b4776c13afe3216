package dev.lekha.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Metadata;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.notifications.Audience;
import dev.lekha.kernel.notifications.RolesAudience;
import dev.lekha.projection.Rows;
import dev.lekha.projection.Views;
import dev.lekha.projection.agreements.Agreements;
import dev.lekha.projection.agreements.Agreements.Agreement;
import dev.lekha.projection.privacy.Consents;
import dev.lekha.projection.registration.Credentials.Credential;
import dev.lekha.query.Positions;
import dev.lekha.query.Sight;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Stream;

/*
 * An event is heard by what held when it happened or later, never by what held before: the views that are asked have
 * come to its position. So a credential that was revoked before an event keeps it from its holder, however fast both
 * come. What was found is remembered for a second, for as long as it reaches to the event.
 */

/**
 * Who may be notified of what: published events alone; those that the subscriber's roles let it
 * hear, as long as its credentials give it these roles, and what a restricted application sees; and
 * what another application agreed to give.
 */
final class Hearing implements Audience {
    private static final String CREDENTIALS = "credentials";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final int MOST = 10_000;
    private static final int MOST_CREDENTIALS = 1_000;

    private final Audience byRole = new RolesAudience();
    private final Set<String> published;
    private final Views views;
    private final Positions positions;
    private final Clock clock;
    private final Sight sight;
    private final Cache<Who, Standing> standings =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

    /**
     * @param upTo the position that it reflects
     * @param known whether it has, or had, a credential; who shows tokens has none
     */
    private record Standing(long upTo, boolean known, Set<Role> roles) {}

    private record Who(String tenant, String actor) {}

    Hearing(Set<String> published, Views views, Positions positions, Clock clock) {
        this.published = Set.copyOf(published);
        this.views = views;
        this.positions = positions;
        this.clock = clock;
        this.sight = new Sight(views, clock);
    }

    @Override
    public boolean mayHear(Caller subscriber, Log.Stored event) {
        return published.contains(event.type())
                && subscriber.tenant().equals(Metadata.tenant(event.metadata()))
                && isStill(subscriber, event.position())
                && (byRole.mayHear(subscriber, event) && isSeen(subscriber, event)
                        || isAgreed(subscriber, event))
                && !isUnderConsent(subscriber, event);
    }

    /** A subscription names no purpose, so nobody has consent by it; a node hears of itself. */
    private boolean isUnderConsent(Caller subscriber, Log.Stored event) {
        var itself = Tags.NODE + "=" + subscriber.actor();
        if (subscriber.is(Role.NODE) && event.tags().contains(itself)) {
            return false;
        }
        var values = UnderConsent.in(event);
        if (values.isEmpty()) {
            return false;
        }
        positions.require(Consents.NAME, event.position(), PATIENCE);
        return !views.of(subscriber.tenant()).findAll(Consents.NAME, values).isEmpty();
    }

    private boolean isSeen(Caller subscriber, Log.Stored event) {
        if (!subscriber.is(Role.APPLICATION)) {
            return true;
        }
        Sight.BY.forEach(view -> positions.require(view, event.position(), PATIENCE));
        return sight.sees(subscriber, event);
    }

    private boolean isStill(Caller subscriber, long position) {
        var remembered = standings.getIfPresent(new Who(subscriber.tenant(), subscriber.actor()));
        var standing =
                remembered != null && remembered.upTo >= position
                        ? remembered
                        : standing(new Who(subscriber.tenant(), subscriber.actor()), position);
        return !standing.known || standing.roles.containsAll(subscriber.roles());
    }

    private Standing standing(Who who, long position) {
        positions.require(CREDENTIALS, position, PATIENCE);
        var page =
                views.of(who.tenant)
                        .page(CREDENTIALS, query(MOST_CREDENTIALS, Map.of("principal", who.actor)));
        var roles = EnumSet.noneOf(Role.class);
        page.rows().stream()
                .map(row -> Json.MAPPER.readValue(row.json(), Credential.class))
                .filter(this::isInForce)
                .forEach(credential -> roles.addAll(credential.roles()));
        var found = new Standing(page.position(), !page.rows().isEmpty(), roles);
        standings.put(who, found);
        return found;
    }

    private boolean isInForce(Credential credential) {
        return credential.state().equals("in-force")
                && (credential.notAfter().isEmpty()
                        || clock.instant().isBefore(Instant.parse(credential.notAfter())));
    }

    /** What the one who caused the event gives this application. */
    private boolean isAgreed(Caller application, Log.Stored event) {
        var other = event.metadata().getOrDefault(Metadata.ACTOR, "");
        if (other.isEmpty() || other.equals(application.actor())) {
            return false;
        }
        positions.require(Agreements.NAME, event.position(), PATIENCE);
        var rows = views.of(application.tenant());
        return Stream.concat(
                        terms(rows, other, application.actor(), Agreement::given),
                        terms(rows, application.actor(), other, Agreement::wanted))
                .anyMatch(types -> types.contains(event.type()));
    }

    private static Stream<SortedSet<String>> terms(
            Rows rows,
            String proposer,
            String counterparty,
            Function<Agreement, SortedSet<String>> heard) {
        var between =
                Map.of(
                        "proposer",
                        proposer,
                        "counterparty",
                        counterparty,
                        "state",
                        Agreements.IN_FORCE);
        return rows.page(Agreements.NAME, query(MOST_CREDENTIALS, between)).rows().stream()
                .map(row -> heard.apply(Json.MAPPER.readValue(row.json(), Agreement.class)));
    }

    private static Views.Query query(int limit, Map<String, String> equal) {
        Collection<Views.Filter> filters =
                equal.entrySet().stream()
                        .map(one ->
                                new Views.Filter(
                                        one.getKey(), Views.Comparison.EQUAL, one.getValue()))
                        .toList();
        return new Views.Query(List.copyOf(filters), "", false, "", limit);
    }
}
