package dev.lekha.app.enrolment;

import static dev.lekha.kernel.Refused.Kind.BUSY;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.TenantKey;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.provisioning.AuthorityId;
import dev.lekha.kernel.provisioning.ConfigurationScope;
import dev.lekha.kernel.provisioning.ConfigurationScope.Of;
import dev.lekha.kernel.provisioning.DeviceAuthorities;
import dev.lekha.kernel.provisioning.DeviceConfigurations;
import dev.lekha.projection.Rows;
import dev.lekha.projection.Views;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.Views.Filter;
import dev.lekha.projection.provisioning.Configurations.Configuration;
import dev.lekha.projection.provisioning.DeviceAuthorities.Authority;
import dev.lekha.projection.provisioning.Enrolments.Enrolment;
import dev.lekha.query.Positions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Answers doors from the views of provisioning. An authority that is not found is looked for again
 * once the view has come to the end of the log, so that one that was just trusted is known.
 */
@Component
final class EnrolmentViews implements DeviceAuthorities, DeviceConfigurations {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String AUTHORITIES = "device-authorities";
    private static final String CONFIGURATIONS = "configurations";
    private static final String ENROLMENTS = "enrolments";

    /** More authorities of one name than all tenants have together. */
    private static final int MOST = 1_000;

    /** A stranger names no tenant; whose it is, its authority says. */
    private final Views views;

    private final Positions positions;
    private final Log log;

    EnrolmentViews(Views views, Positions positions, Log log) {
        this.views = views;
        this.positions = positions;
        this.log = log;
    }

    @Override
    public List<Known> named(String subject) {
        var found = trusted(subject);
        if (found.isEmpty() && views.position(AUTHORITIES) < log.head()) {
            await(AUTHORITIES, log.head());
            found = trusted(subject);
        }
        return found;
    }

    private List<Known> trusted(String subject) {
        var filters =
                List.of(
                        new Filter("subject", Comparison.EQUAL, subject),
                        new Filter("state", Comparison.EQUAL, "trusted"));
        return views
                .page(AUTHORITIES, new Views.Query(filters, "", false, "", MOST))
                .rows()
                .stream()
                .map(row ->
                        new Trusted(
                                TenantKey.read(row.key()).tenant(),
                                Json.MAPPER.readValue(row.json(), Authority.class)))
                .sorted(Comparator.comparingLong(Trusted::rank))
                .map(Trusted::known)
                .toList();
    }

    private record Trusted(String tenant, Authority row) {
        /** The default tenant's have one rank, and stay in the order of their ids. */
        long rank() {
            return tenant.equals(Caller.DEFAULT_TENANT) ? 0 : row.position();
        }

        Known known() {
            return new Known(
                    tenant, new AuthorityId(row.authority()), row.certificate(), row.policy());
        }
    }

    @Override
    public boolean isEnrolled(TenantKey node, String fingerprint) {
        return row(views.of(node.tenant()), ENROLMENTS, node.key(), Enrolment.class)
                .filter(known -> known.fingerprint().equals(fingerprint))
                .isPresent();
    }

    @Override
    public Optional<Effective> of(TenantKey node, long atLeast) {
        for (var view : List.of(ENROLMENTS, CONFIGURATIONS)) {
            await(view, atLeast);
        }
        var rows = views.of(node.tenant());
        var enrolment = row(rows, ENROLMENTS, node.key(), Enrolment.class);
        var said =
                List.of(
                        said(rows, Of.AUTHORITY, enrolment.map(Enrolment::authority).orElse("")),
                        said(
                                rows,
                                Of.SERVICE_CLASS,
                                enrolment.map(Enrolment::serviceClass).orElse("")),
                        said(rows, Of.NODE, node.key()));
        return said.stream().allMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(effective(said, enrolment.map(Enrolment::configuration).orElse("")));
    }

    private static Optional<Configuration> said(Rows rows, Of of, String id) {
        return id.isEmpty()
                ? Optional.empty()
                : row(
                        rows,
                        CONFIGURATIONS,
                        new ConfigurationScope(of, id).text(),
                        Configuration.class);
    }

    /**
     * @param said from the widest to the narrowest
     */
    private static Effective effective(List<Optional<Configuration>> said, String handedOut) {
        var versions = new ArrayList<String>();
        var settings = new TreeMap<String, Quality>();
        var sources = new TreeMap<String, ConfigurationScope>();
        for (var one : said) {
            versions.add(one.map(Configuration::version).orElse(0L).toString());
            one.ifPresent(configuration -> {
                var scope = ConfigurationScope.read(configuration.scope());
                settings.putAll(configuration.settings());
                configuration.settings().keySet().forEach(name -> sources.put(name, scope));
            });
        }
        return new Effective(String.join(".", versions), settings, sources, handedOut);
    }

    private static <R> Optional<R> row(Rows rows, String view, String key, Class<R> type) {
        return rows.find(view, key).row().map(row -> Json.MAPPER.readValue(row.json(), type));
    }

    private void await(String view, long position) {
        try {
            if (views.position(view) >= position || positions.await(view, position, PATIENCE)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new Refused(
                BUSY, "registry-behind", "The registry has not caught up with the log; try again.");
    }
}
