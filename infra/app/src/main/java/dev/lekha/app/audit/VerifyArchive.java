package dev.lekha.app.audit;

import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.archive.EvidenceRecordCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lekha audit archive verify}: since when bundles exist, without a network. */
@Command(
        name = "verify",
        description = {
            "Verifies that each bundle existed when its record says.",
            "What the bundle itself proves, lekha audit verify tells."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every record holds",
            "1:a file could not be read",
            "40:a record does not hold",
            "64:the command line, or a certificate, cannot be understood"
        },
        exitCodeOnInvalidInput = 64,
        mixinStandardHelpOptions = true)
final class VerifyArchive implements Callable<Integer> {
    private static final int INVALID = 40;

    @Parameters(paramLabel = "BUNDLE", arity = "1..*", description = "With its record beside it.")
    private List<Path> bundles = new ArrayList<>();

    @Option(
            names = "--time-root",
            paramLabel = "FILE",
            required = true,
            description = "Root certificates of all authorities that stamped; once for each.")
    private List<Path> roots = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var check =
                new EvidenceRecordCheck(
                        roots.stream()
                                .map(root -> new GivenFile(spec.commandLine(), root))
                                .flatMap(root -> root.certificates().stream())
                                .toList());
        int worst = 0;
        for (var bundle : bundles) {
            worst = Math.max(worst, verify(bundle, check));
        }
        spec.commandLine().getOut().flush();
        return worst;
    }

    private int verify(Path bundle, EvidenceRecordCheck check) throws IOException {
        var out = spec.commandLine().getOut();
        var record = ArchivedFiles.readRecord(bundle);
        try {
            var times = check.verify(record, bundle, Instant.now());
            var first = times.getFirst();
            out.printf(
                    "%s: existed before %s, by %s; renewed %d times%n",
                    bundle, first.notAfter(), first.authority(), times.size() - 1);
            return 0;
        } catch (Rejected rejected) {
            out.printf("%s: %s%n", bundle, rejected.finding());
            return INVALID;
        }
    }
}
