package dev.lekha.app.audit;

import dev.lekha.app.FolderCommand;
import dev.lekha.crypto.bundle.BundleCheck;
import dev.lekha.crypto.bundle.Trust;
import dev.lekha.crypto.bundle.Verdict;
import dev.lekha.crypto.bundle.Verdict.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lekha audit replay}: whether the views came from the log, at every published digest. */
@Command(
        name = "replay",
        description = {
            "Makes every view anew from the log and compares it with each digest that was published.",
            "Run the code of the revision that published them; changes nothing."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every digest is that of the replay",
            "1:the log could not be read to its end",
            "20:incomplete: nothing to compare, other code, or a bundle without the first event",
            "30:a view is not what the log makes of it; the position is named",
            "40:the bundle is invalid",
            "64:the command line, or a file that it names, cannot be understood"
        },
        exitCodeOnInvalidInput = 64,
        mixinStandardHelpOptions = true)
final class ReplayLog extends FolderCommand {
    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description = "A bundle that begins with the first event, in place of a data folder.")
    private @Nullable Path bundle;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Whom you believe; needed where a bundle is given.")
    private @Nullable Path policy;

    @Option(
            names = "--against",
            paramLabel = "FOLDER|BUNDLE",
            description = {
                "The same log as you hold it from elsewhere; where a view differs, the first",
                "position whose event has another effect in the two is looked for."
            })
    private @Nullable Path against;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (bundle != null) {
            var verdict = verified(bundle);
            if (verdict.outcome().compareTo(Outcome.INCOMPLETE) >= 0 || verdict.begin() != 0) {
                return refused(verdict);
            }
        }
        return replay(new ReplaySource(bundle != null ? bundle : folder())).exitCode();
    }

    private Outcome replay(ReplaySource source) throws IOException {
        var claims = ClaimedDigests.of(source);
        var check = new ReplayCheck();
        check.run(source, claims, progress("replayed")::events);
        check.incomparable().forEach(one -> out().println("- not compared: " + one));
        for (var mismatch : check.mismatches()) {
            tell(mismatch, source);
        }
        var live = new LiveRows(source);
        var rows = source.isFolder() ? live.changed() : List.<LiveRows.Changed>of();
        live.notKept().forEach(view -> out().println("- no rows of this shape: " + view));
        rows.forEach(this::tell);
        out().printf(
                        "%d digests compared over %d events: %d differ; rows that differ: %d.%n",
                        check.compared(), claims.last(), check.mismatches().size(), rows.size());
        out().flush();
        if (!check.mismatches().isEmpty() || !rows.isEmpty()) {
            return Outcome.DIVERGED;
        }
        boolean whole =
                check.compared() > 0 && check.incomparable().isEmpty() && live.notKept().isEmpty();
        return whole ? Outcome.WITNESSED : Outcome.INCOMPLETE;
    }

    private void tell(ReplayCheck.Mismatch mismatch, ReplaySource source) throws IOException {
        out().printf(
                        "- %s at %d: published %s, the log makes %s; equal at %d%n",
                        mismatch.view(),
                        mismatch.position(),
                        mismatch.claimed(),
                        mismatch.made(),
                        mismatch.equalAt());
        if (against != null) {
            var bisection = new Bisection(source, new ReplaySource(against), mismatch.view());
            if (bisection.differsAt(mismatch.position())) {
                out().printf(
                                "  the two logs first differ in their effect on %s at position %d%n",
                                mismatch.view(),
                                bisection.first(mismatch.equalAt(), mismatch.position()));
            } else {
                out().println("  the other log makes the same of it: not the log was changed");
            }
        }
    }

    private void tell(LiveRows.Changed row) {
        out().printf(
                        "- the row \"%s\" of %s does not show %s%n",
                        row.key(),
                        row.view(),
                        row.position() == 0
                                ? "what the log makes of it; no event touches it"
                                : "the effect of position " + row.position());
    }

    private int refused(Verdict verdict) {
        verdict.findings().forEach(finding -> out().println("- " + finding));
        if (verdict.outcome().compareTo(Outcome.INCOMPLETE) < 0) {
            out().println("Incomplete: the bundle does not begin with the first event.");
            out().flush();
            return Outcome.INCOMPLETE.exitCode();
        }
        out().println("The bundle does not hold; nothing is replayed.");
        out().flush();
        return verdict.outcome().exitCode();
    }

    private Verdict verified(Path file) throws IOException {
        CommandLine line = spec.commandLine();
        if (policy == null) {
            throw new ParameterException(line, "A bundle is believed by a --policy alone.");
        }
        var trust = new Trust(new GivenFile(line, policy).policy(), List.of(), List.of());
        return BundleCheck.verify(file, trust);
    }
}
