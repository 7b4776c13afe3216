package dev.lekha.app.audit;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.archive.EvidenceRecords;
import dev.lekha.crypto.time.RemoteTimeStamper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Bundles, their records beside them, and who stamps these. */
final class ArchivedFiles {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Option(
            names = "--authority",
            paramLabel = "URL",
            required = true,
            description = "A time-stamp authority (RFC 3161); not the platform's own.")
    private URI authority = URI.create("");

    @Parameters(paramLabel = "BUNDLE", arity = "1..*", description = "Files to be archived.")
    private List<Path> bundles = new ArrayList<>();

    List<Path> bundles() {
        return List.copyOf(bundles);
    }

    static Path record(Path bundle) {
        return bundle.resolveSibling(bundle.getFileName() + ".ers");
    }

    /**
     * @throws NoSuchFileException where there is none
     */
    static byte[] readRecord(Path bundle) throws IOException {
        return DurableFile.read(record(bundle))
                .orElseThrow(() -> new NoSuchFileException(record(bundle) + " is not there."));
    }

    void requireNone() throws IOException {
        for (var bundle : bundles) {
            if (!Files.isReadable(bundle)) {
                throw new NoSuchFileException(bundle + " cannot be read.");
            }
            if (Files.exists(record(bundle))) {
                throw new FileAlreadyExistsException(
                        record(bundle) + " is there already; renew it instead.");
            }
        }
    }

    /** What is done with the authority, while there is a connection. */
    @FunctionalInterface
    interface Work {
        void with(EvidenceRecords records) throws IOException, InterruptedException;
    }

    void stamped(Work work) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            work.with(new EvidenceRecords(new RemoteTimeStamper(http, authority, PATIENCE)));
        }
    }
}
