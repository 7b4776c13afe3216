package dev.lekha.query.evidence;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Role;
import dev.lekha.projection.Rows;
import dev.lekha.projection.Views;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.evidence.OriginEvidence.Message;
import dev.lekha.query.Positions;
import dev.lekha.query.evidence.Completeness.Findings;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectReader;

/**
 * Whether all of a node's signed messages are there: {@code GET
 * /api/evidence/completeness?node=pump-1&from=1&to=500}, counters, both ends included; without
 * {@code to} as far as there are any. For auditors and operators. The answer reflects the log as it
 * was when it was asked.
 */
@RestController
final class CompletenessDoor {
    private static final String CALLER = "dev.lekha.kernel.Caller";
    private static final String VIEW = "origin-evidence";
    private static final Set<Role> READERS = Set.of(Role.AUDITOR, Role.OPERATOR);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int PAGE = 1_000;
    private static final ObjectReader ROW = Json.MAPPER.readerFor(Message.class);

    private final Views views;
    private final Positions positions;
    private final Log log;
    private final Published published;
    private final InstantSource clock;

    /**
     * @param position of the log that the findings reflect
     */
    private record Report(String node, long position, Findings findings) {}

    CompletenessDoor(
            Views views, Positions positions, Log log, Published published, InstantSource clock) {
        this.views = views;
        this.positions = positions;
        this.log = log;
        this.published = published;
        this.clock = clock;
    }

    @GetMapping("/api/evidence/completeness")
    ResponseEntity<byte[]> completeness(
            @RequestParam String node,
            @RequestParam(defaultValue = "1") long from,
            @RequestParam(defaultValue = "0") long to,
            HttpServletRequest http)
            throws InterruptedException {
        var caller = admit(http);
        if (from < 1 || to < 0 || to > 0 && to < from || !isNode(node)) {
            throw new Refused(
                    Refused.Kind.MALFORMED,
                    "range-malformed",
                    "Ask with node=, and with counters from 1 up: from=, and to= not below it.");
        }
        long head = log.head();
        positions.require(VIEW, head, PATIENCE);
        var report = new Report(node, head, findings(views.of(caller.tenant()), node, from, to));
        return ResponseEntity.ok()
                .header("Lekha-Position", Long.toString(head))
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.MAPPER.writeValueAsBytes(report));
    }

    private Findings findings(Rows rows, String node, long from, long to) {
        var reading = new Completeness(from, to, published.size(), clock.instant());
        var filters = new ArrayList<Views.Filter>();
        filters.add(new Views.Filter("node", Comparison.EQUAL, node));
        filters.add(new Views.Filter("counter", Comparison.AT_LEAST, Long.toString(from)));
        if (to > 0) {
            filters.add(new Views.Filter("counter", Comparison.AT_MOST, Long.toString(to)));
        }
        for (var after = ""; ; ) {
            var page = rows.page(VIEW, new Views.Query(filters, "", false, after, PAGE));
            for (var row : page.rows()) {
                reading.add(ROW.readValue(row.json()));
            }
            after = page.next();
            if (after.isEmpty()) {
                return reading.findings();
            }
        }
    }

    private static boolean isNode(String node) {
        try {
            return new NodeId(node).value().equals(node);
        } catch (IllegalArgumentException unfit) {
            return false;
        }
    }

    /** Other paths beside this one are for everybody. */
    private static Caller admit(HttpServletRequest http) {
        if (!(http.getAttribute(CALLER) instanceof Caller caller)) {
            throw new Refused(
                    Refused.Kind.UNAUTHENTICATED, "unauthenticated", "Say who is asking.");
        }
        if (!caller.may("evidence", READERS)) {
            throw new Refused(
                    Refused.Kind.FORBIDDEN,
                    "forbidden",
                    "Completeness is for auditors and operators.");
        }
        return caller;
    }
}
