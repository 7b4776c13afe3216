package dev.lekha.app;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.UniqueId;
import dev.lekha.kernel.evidence.ViewDigest;
import dev.lekha.projection.Projecting;
import dev.lekha.projection.RowShape;
import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what the views amount to, on a thread of its own. Each view is read in one snapshot
 * with its position, so no view waits for it, and each digest is of the rows at exactly that
 * position.
 */
public final class ViewDigests implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ViewDigests.class);

    private final ViewDigestSettings settings;
    private final Views views;
    private final Commands commands;
    private final Clock clock;
    private final Map<String, String> told = new HashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("view-digests").daemon().factory());

    ViewDigests(ViewDigestSettings settings, Views views, Commands commands, Clock clock) {
        this.settings = settings;
        this.views = views;
        this.commands = commands;
        this.clock = clock;
    }

    /** The first comes after a whole period, when the views have caught up. */
    void start() {
        long every = settings.every().toMillis();
        thread.scheduleWithFixedDelay(this::tell, every, every, TimeUnit.MILLISECONDS);
    }

    /** A failure is told and tried again a period later. */
    private void tell() {
        try {
            publish();
        } catch (CompletionException | IllegalStateException failed) {
            LOG.warn("no digest of the views is published; it is tried again", failed);
        }
    }

    /** Of those views that changed since they were told last. */
    void publish() {
        var changed = new ArrayList<ViewDigest>();
        for (var projection : Discovery.projections()) {
            var digest = digest(views, Projecting.schemaOf(projection));
            if (digest.position() > 0 && !digest.sha256().equals(told.get(digest.view()))) {
                changed.add(digest);
            }
        }
        if (!changed.isEmpty()) {
            record(changed);
            changed.forEach(digest -> told.put(digest.view(), digest.sha256()));
        }
    }

    private static ViewDigest digest(Views views, ViewSchema schema) {
        var now = views.digest(schema.name());
        return new ViewDigest(
                schema.name(), shape(schema), now.position(), now.rows(), now.sha256());
    }

    /** Of what the rows are made of, hex: another shape gives other rows of the same log. */
    public static String shape(ViewSchema schema) {
        return Sha2.SHA_256.hex(RowShape.of(schema).getBytes(StandardCharsets.UTF_8));
    }

    /** Processes that share a log tell the same once in a period. */
    private void record(List<ViewDigest> changed) {
        var body = new TreeMap<String, Object>();
        body.put("revision", settings.revision());
        body.put("views", changed);
        long period = clock.instant().toEpochMilli() / settings.every().toMillis();
        commands.send(
                        new Request(
                                UniqueId.next(),
                                "evidence",
                                "RecordViewDigests",
                                Json.MAPPER.writeValueAsBytes(body),
                                Caller.PLATFORM,
                                "view-digests/" + settings.every() + "/" + period,
                                clock.instant(),
                                ""))
                .join();
    }

    @Override
    public void close() {
        // Without an interrupt, which would close files of the views under their readers.
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("the digests of the views do not stop");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
