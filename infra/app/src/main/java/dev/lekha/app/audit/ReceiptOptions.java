package dev.lekha.app.audit;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which receipts are held against what a platform publishes. */
final class ReceiptOptions {
    @Option(
            names = "--receipts",
            paramLabel = "FILE|FOLDER",
            description = {
                "Receipts that the platform gave; may be given more than once.",
                "One whose message is not published in time is an alarm."
            })
    private List<Path> receipts = new ArrayList<>();

    @Option(
            names = "--seal-key",
            paramLabel = "PEM",
            description = "The key under which it seals them; may be given more than once.")
    private List<Path> seals = new ArrayList<>();

    @Option(
            names = "--api-key",
            paramLabel = "FILE",
            description = {
                "Key of an auditor: looks into the events that receipts name.",
                "Without it, only that something stands at their positions is seen."
            })
    private @Nullable Path apiKey;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    /** Empty for who only asks for what everybody may read. */
    String apiKey() {
        return apiKey == null ? "" : new GivenFile(spec.commandLine(), apiKey).apiKey();
    }

    /**
     * @throws ParameterException where a file, other than one within a folder, holds no receipt
     */
    ReceiptFiles files() {
        if (!receipts.isEmpty() && seals.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--receipts: with them goes --seal-key.");
        }
        var keys =
                seals.stream()
                        .map(seal -> new GivenFile(spec.commandLine(), seal).sealKey())
                        .toList();
        new ReceiptFiles(receipts, keys).fresh(this::requireFolder);
        return new ReceiptFiles(receipts, keys);
    }

    private void requireFolder(Path file, String finding) {
        if (receipts.contains(file)) {
            throw new ParameterException(
                    spec.commandLine(), "--receipts %s: %s".formatted(file, finding));
        }
    }

    Promises promises(Watch watch) {
        return new Promises(files(), apiKey == null ? null : watch::record, InstantSource.system());
    }
}
