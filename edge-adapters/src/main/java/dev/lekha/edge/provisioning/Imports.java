package dev.lekha.edge.provisioning;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.TenantKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The imports that this process decides, and the files of those that are not finished. */
final class Imports {
    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);
    private static final String PART = ".part";

    private final Path folder;
    private final Asking asking;
    private final Log log;
    private final ImportSettings settings;
    private final Counter accepted;
    private final Counter rejected;
    private final Counter interrupted;
    private final Map<String, Thread> running = new ConcurrentHashMap<>();
    private volatile boolean closing;

    /** The body of the command {@code StartImport}. */
    private record Start(
            String importId, String format, String digest, long bytes, long rows, String chosen) {}

    Imports(Path folder, Asking asking, Log log, ImportSettings settings, MeterRegistry meters) {
        this.folder = folder;
        this.asking = asking;
        this.log = log;
        this.settings = settings;
        accepted = meters.counter("lekha.imports.rows", "outcome", "accepted");
        rejected = meters.counter("lekha.imports.rows", "outcome", "rejected");
        interrupted = meters.counter("lekha.imports.interrupted");
        meters.gaugeMapSize("lekha.imports.running", List.of(), running);
    }

    /** Takes away what uploads left that did not end. */
    void open() {
        try {
            Files.createDirectories(folder);
            try (var files = Files.list(folder)) {
                for (var file : files.filter(one -> one.toString().endsWith(PART)).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Ends every run when its present rows are decided. */
    void close() {
        closing = true;
        for (var run : running.values()) {
            try {
                run.join();
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Where a file is received. */
    Path part(Caller caller, String id, String unique) throws IOException {
        requireRoom(caller, id);
        try (var files = Files.list(folder)) {
            if (files.count() >= settings.kept()) {
                throw new Refused(
                        Refused.Kind.BUSY,
                        "imports-unfinished",
                        "The files of imports that are not finished fill the room; resume them.");
            }
        }
        return folder.resolve(own(caller, id) + "." + unique + PART);
    }

    /**
     * Begins an import with its file, or goes on with one.
     *
     * @param chosen how the members of an operation were chosen, else empty
     */
    void start(String id, Upload upload, Caller caller, String chosen) throws IOException {
        try {
            requireRoom(caller, id);
            ask(id, upload, caller, chosen);
            run(id, upload.keptAs(place(caller, id, upload.format())), caller);
        } finally {
            Files.deleteIfExists(upload.file());
        }
    }

    /** Goes on with an import whose file is here. */
    long resume(String id, Caller caller) {
        requireRoom(caller, id);
        var known =
                ImportProgress.of(caller.tenant(), id, log)
                        .orElseThrow(() ->
                                new Refused(
                                        Refused.Kind.UNKNOWN,
                                        "import-unknown",
                                        "There is no import of this id."));
        var format = Rows.Format.valueOf(known.format().toUpperCase(Locale.ROOT));
        var upload =
                new Upload(
                        place(caller, id, format),
                        format,
                        known.digest(),
                        known.bytes(),
                        known.rows());
        ask(id, upload, caller, "");
        if (!Files.exists(upload.file())) {
            throw new Refused(
                    Refused.Kind.CONFLICT,
                    "upload-missing",
                    "The file is not here; send it again with ?import=" + id + ".");
        }
        run(id, upload, caller);
        return known.rows();
    }

    private void requireRoom(Caller caller, String id) {
        if (running.containsKey(own(caller, id))) {
            throw new Refused(
                    Refused.Kind.CONFLICT, "import-running", "The import is being decided.");
        }
        if (closing || running.size() >= settings.atOnce()) {
            throw new Refused(
                    Refused.Kind.BUSY,
                    "too-many-imports",
                    "As many imports as may be are being decided.");
        }
    }

    /** The decision knows whose import it is, and of which bytes. */
    private void ask(String id, Upload upload, Caller caller, String chosen) {
        var format = upload.format().name().toLowerCase(Locale.ROOT);
        var start = new Start(id, format, upload.digest(), upload.bytes(), upload.rows(), chosen);
        try {
            asking.ask("StartImport", start, caller).join();
        } catch (CompletionException failure) {
            throw Asking.cause(failure) instanceof RuntimeException known ? known : failure;
        }
    }

    /** Two tenants may call an import the same. */
    private static String own(Caller caller, String id) {
        return TenantKey.of(caller.tenant(), id);
    }

    private Path place(Caller caller, String id, Rows.Format format) {
        return folder.resolve(own(caller, id) + "." + format.name().toLowerCase(Locale.ROOT));
    }

    private void run(String id, Upload upload, Caller caller) {
        var run = new ImportRun(id, upload, caller, asking, () -> closing);
        var thread = Thread.ofVirtual().name("import-" + id).unstarted(() -> decide(run));
        if (running.putIfAbsent(own(caller, id), thread) == null) {
            thread.start();
        }
    }

    private void decide(ImportRun run) {
        try {
            var decided =
                    ImportProgress.of(run.caller().tenant(), run.id(), log).orElseThrow().decided();
            if (run.run(decided, this::count)) {
                Files.deleteIfExists(run.upload().file());
            }
        } catch (IOException | RuntimeException broken) {
            interrupted.increment();
            LOG.warn("Import {} is interrupted and can be resumed", run.id(), broken);
        } finally {
            running.remove(own(run.caller(), run.id()));
        }
    }

    private void count(long more, long fewer) {
        accepted.increment(more);
        rejected.increment(fewer);
    }
}
