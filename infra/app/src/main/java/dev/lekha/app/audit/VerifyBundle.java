package dev.lekha.app.audit;

import dev.lekha.app.SlowWork;
import dev.lekha.crypto.bundle.BundleCheck;
import dev.lekha.crypto.bundle.Trust;
import dev.lekha.crypto.note.SignatureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lekha audit verify}: a verdict on a bundle, without a network. */
@Command(
        name = "verify",
        description = {
            "Verifies an evidence bundle offline.",
            "Nothing is believed but the policy and what else is given here."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:valid, and the witnesses that the policy asks for have seen it",
            "1:the bundle could not be read to its end",
            "10:valid, but unwitnessed",
            "20:incomplete; what is missing is named",
            "30:of another history than a checkpoint that was given",
            "40:invalid",
            "64:the command line, or a file that it names, cannot be understood"
        },
        exitCodeOnInvalidInput = 64,
        mixinStandardHelpOptions = true)
final class VerifyBundle implements Callable<Integer> {
    @Parameters(paramLabel = "BUNDLE", description = "The zip.")
    private Path bundle = Path.of("");

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            required = true,
            description = "Logs, witnesses and the quorum that you believe (c2sp.org/tlog-policy).")
    private Path policy = Path.of("");

    @Option(
            names = "--known-checkpoint",
            paramLabel = "FILE",
            description = "A checkpoint that you got before; may be given more than once.")
    private List<Path> known = new ArrayList<>();

    @Option(
            names = "--time-root",
            paramLabel = "FILE",
            description = {
                "Root certificates of time-stamp authorities that you believe; may be given more than once.",
                "Without any, time stamps are not looked at."
            })
    private List<Path> roots = new ArrayList<>();

    @Option(
            names = "--key-root",
            paramLabel = "FILE",
            description = {
                "The verifier key by whose word the log's keys may have changed.",
                "Without it no rotation is looked at."
            })
    private @Nullable Path keyRoot;

    @Option(
            names = "--without-ml-dsa",
            description = {
                "Looks at no signature of ML-DSA-44:",
                "its keys are as if the policy did not name them."
            })
    private boolean withoutMlDsa;

    @Option(names = "--json", description = "Prints one JSON object instead.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!Files.isReadable(bundle)) {
            throw new ParameterException(spec.commandLine(), bundle + " cannot be read.");
        }
        var progress = new SlowWork(spec.commandLine().getErr(), "verified");
        var trust = trust();
        var verdict = BundleCheck.verify(bundle, trust, progress::events);
        var report = new VerdictReport(bundle, trust, verdict);
        var out = spec.commandLine().getOut();
        if (json) {
            report.printJson(out);
        } else {
            report.print(out);
        }
        return verdict.outcome().exitCode();
    }

    private Trust trust() {
        var believed = given(policy).policy();
        return new Trust(
                withoutMlDsa ? believed.without(SignatureType.COSIGNATURE_ML_DSA_44) : believed,
                roots.stream().flatMap(file -> given(file).certificates().stream()).toList(),
                known.stream().map(file -> given(file).checkpoint()).toList(),
                keyRoot == null ? null : given(keyRoot).verifierKey());
    }

    private GivenFile given(Path file) {
        return new GivenFile(spec.commandLine(), file);
    }
}
