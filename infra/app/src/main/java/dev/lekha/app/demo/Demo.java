package dev.lekha.app.demo;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.YearMonth;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code lekha demo}: a town of meters, an application, a billing system and an auditor, on a
 * platform of its own. Ends with 0 where generator, raw log, charging records and views agree
 * exactly, else with 1.
 */
@Command(
        name = "demo",
        description = "Simulates a town of meters and proves that the money adds up.")
public final class Demo implements Callable<Integer> {
    private static final int DIFFERENT = 1;
    private static final int MOST = 1_000;

    @Option(
            names = "--meters",
            defaultValue = "200",
            description = "2 to 1000 (default: ${DEFAULT-VALUE}).")
    private int meters = 200;

    @Option(
            names = "--reports",
            defaultValue = "10",
            description = "Of each meter, 2 to 1000 (default: ${DEFAULT-VALUE}).")
    private int reports = 10;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "The same seed, the same town (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--keep", description = "Keeps the data folder and says where it is.")
    private boolean keep;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    private final Consumer<Tally> falsify;

    /** As the command line makes it. */
    public Demo() {
        this(_ -> {});
    }

    /**
     * @param falsify what is done to the generator's record before it is compared, so that tests
     *     see a lie found out
     */
    Demo(Consumer<Tally> falsify) {
        this.falsify = falsify;
    }

    @Override
    public Integer call() throws Exception {
        if (Math.clamp(meters, 2, MOST) != meters || Math.clamp(reports, 2, MOST) != reports) {
            throw new ParameterException(
                    spec.commandLine(), "Meters and reports are 2 to " + MOST + ".");
        }
        var out = spec.commandLine().getOut();
        // Both months are over whatever the day is, so that their books can be closed.
        var town =
                Town.plan(meters, reports, seed, YearMonth.now(Clock.systemUTC()).minusMonths(2));
        out.printf(
                "A town of %d meters; they are going to send %d messages.%n",
                meters, town.messages());
        out.flush();
        var reconciliation = live(town, out);
        out.println();
        reconciliation.print(out);
        return reconciliation.differing().isEmpty() ? 0 : DIFFERENT;
    }

    private Reconciliation live(Town town, PrintWriter out) throws Exception {
        var progress = new Progress(out);
        try (var platform = platform(progress)) {
            var reconciliation = new Story(platform, town, progress).tell();
            falsify.accept(town.truth());
            if (keep) {
                out.println("The data stay in " + platform.data());
            }
            return reconciliation;
        }
    }

    private LoopbackPlatform platform(Progress progress) {
        try (var step = progress.begin("A platform starts", 1)) {
            var brief = "--lekha.query.position-wait=250ms";
            var platform =
                    keep
                            ? LoopbackPlatform.in(LoopbackPlatform.newFolder(), brief)
                            : LoopbackPlatform.temporary(brief);
            step.advance();
            return platform;
        }
    }
}
