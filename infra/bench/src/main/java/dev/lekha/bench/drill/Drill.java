package dev.lekha.bench.drill;

import dev.lekha.app.demo.LoopbackPlatform;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code lekha drill NAME…}: hurts a small site under load and says what came of it. */
@Command(
        name = "drill",
        description = "Hurts a small site under load, and looks for all that it has acknowledged.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing lost, nothing twice, every view equal to its replay",
            "1:something was, or the site did not get well; the output says what",
            "64:usage",
            "69:this machine or user cannot do the drill"
        },
        exitCodeOnInvalidInput = 64)
public final class Drill implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int UNAVAILABLE = 69;
    private static final List<Blow> AT_RANDOM = List.of(Blow.NODE, Blow.BROKER, Blow.STORE);

    /** What a name on the command line stands for: one of these, each time. */
    record Choice(List<Blow> of) {}

    /** Reads a name. */
    static final class ChoiceOfName implements ITypeConverter<Choice> {
        @Override
        public Choice convert(String name) {
            if (name.equals("random")) {
                return new Choice(AT_RANDOM);
            }
            return Stream.of(Blow.values())
                    .filter(blow -> blow.word().equals(name))
                    .findFirst()
                    .map(blow -> new Choice(List.of(blow)))
                    .orElseThrow(() -> new TypeConversionException("there is no drill " + name));
        }
    }

    @Parameters(
            arity = "1..*",
            paramLabel = "NAME",
            converter = ChoiceOfName.class,
            description =
                    "node, broker, store, network, clock, or random: one of node, broker and store"
                            + " each time. Several are done one after the other.")
    private List<Choice> names = new ArrayList<>();

    @Option(
            names = "--kills",
            defaultValue = "3",
            description = "Blows of each name (default: ${DEFAULT-VALUE}).")
    private int kills = 3;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Of all that is chosen at random (default: another one each time).")
    private @Nullable Long seed;

    @Option(
            names = "--applications",
            defaultValue = "4",
            description = "That report at the same time (default: ${DEFAULT-VALUE}).")
    private int applications = 4;

    @Option(
            names = "--pause",
            defaultValue = "1000",
            paramLabel = "MILLIS",
            description = "Of an application between its reports (default: ${DEFAULT-VALUE}).")
    private int pause = 1_000;

    @Option(
            names = "--patience",
            defaultValue = "180",
            paramLabel = "SECONDS",
            description = "Until a site that is not normal has failed (default: ${DEFAULT-VALUE}).")
    private int patience = 180;

    @Option(names = "--keep", description = "Leaves the folder of data and logs behind.")
    private boolean keep;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        // Kafka's and MongoDB's clients tell of each failure, and failures are what this is for.
        LoggingSystem.get(Drill.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
        try (var network = network()) {
            return inFolder(LoopbackPlatform.newFolder(), network.namespace());
        } catch (NetworkNamespace.Unavailable sorry) {
            spec.commandLine().getErr().println("drill: " + sorry.getMessage());
            return UNAVAILABLE;
        }
    }

    /** A namespace that goes when the drill ends, however it ends. */
    private record Network(Optional<NetworkNamespace> namespace, Thread hook)
            implements AutoCloseable {
        @Override
        public void close() throws InterruptedException {
            if (namespace.isPresent()) {
                namespace.get().close();
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private Network network() throws InterruptedException {
        if (names.stream().noneMatch(name -> name.of().contains(Blow.NETWORK))) {
            return new Network(Optional.empty(), new Thread());
        }
        var namespace = NetworkNamespace.make();
        var hook = new Thread(namespace::remove);
        Runtime.getRuntime().addShutdownHook(hook);
        return new Network(Optional.of(namespace), hook);
    }

    private int inFolder(Path folder, Optional<NetworkNamespace> network) throws Exception {
        var out = spec.commandLine().getOut();
        var chosen = seed == null ? System.nanoTime() : seed;
        say(out, "seed %d, data and logs in %s", chosen, folder);
        var faults = List.<String>of();
        try (var site = new Site(folder, network)) {
            faults = run(site, new Random(chosen), out);
        } catch (DrillFailed failed) {
            faults = List.of(String.valueOf(failed.getMessage()));
        }
        faults.forEach(fault -> say(out, "FAILED: %s", fault));
        if (faults.isEmpty() && !keep) {
            LoopbackPlatform.delete(folder);
        }
        return faults.isEmpty() ? 0 : FAILED;
    }

    private List<String> run(Site site, Random random, PrintWriter out) throws Exception {
        var normality = new Normality(site, Duration.ofSeconds(patience));
        var acknowledged = new Acknowledged();
        var course = new Course(site, normality, acknowledged, out);
        course.start();
        try (var load = new Applications(site.nodes(), acknowledged, Duration.ofMillis(pause))) {
            load.install(applications);
            load.start(applications);
            course.awaitLoad();
            for (var blow : plan(random)) {
                course.land(blow.strike(site, random));
            }
        }
        normality.awaitRest();
        site.stopNodes();
        var report = new Report(course.struck(), new Closing(site).books(acknowledged));
        report.print(out);
        return report.books().faults();
    }

    private List<Blow> plan(Random random) {
        var plan = new ArrayList<Blow>();
        for (var name : names) {
            random.ints(kills, 0, name.of().size()).mapToObj(name.of()::get).forEach(plan::add);
        }
        return plan;
    }

    static void say(PrintWriter out, String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
