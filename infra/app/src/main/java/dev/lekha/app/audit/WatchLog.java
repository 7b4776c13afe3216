package dev.lekha.app.audit;

import dev.lekha.app.audit.Sighting.Alarm;
import dev.lekha.app.audit.Sighting.Continued;
import dev.lekha.app.audit.Sighting.Kind;
import dev.lekha.app.audit.Sighting.Unreachable;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.note.KnownKeys;
import dev.lekha.crypto.note.VerifierKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lekha audit watch}: follows what a platform publishes, and ends with an alarm. */
@Command(
        name = "watch",
        description = {
            "Follows the checkpoints of a running platform from outside.",
            "Goes on until it has something to report, or is told to stop."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:--once, and all was well",
            "1:it cannot watch",
            "30:fork: the log signed two histories",
            "31:rollback: the log shows less than before",
            "32:stop: there was no answer, or nothing new, for too long",
            "33:broken promise: a receipt's message is not published in time",
            "40:unproven: a checkpoint that is not signed, or tiles that do not give it",
            "64:the command line cannot be understood"
        },
        exitCodeOnInvalidInput = 64,
        mixinStandardHelpOptions = true)
final class WatchLog implements Callable<Integer> {
    @Option(
            names = "--url",
            paramLabel = "URL",
            required = true,
            description = "Below which it serves checkpoint and tile/….")
    private URI url = URI.create("");

    @Option(
            names = "--log-key",
            paramLabel = "VKEY",
            required = true,
            description = "A key of the log, whose name is its origin; once for each.")
    private List<String> logKeys = new ArrayList<>();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            required = true,
            description = {
                "Keeps the last checkpoint seen.",
                "One from elsewhere may be put there to begin with; else the first is believed."
            })
    private Path state = Path.of("");

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = Time.class,
            description = "Between two looks, as 500ms, 10s, 5m (default: ${DEFAULT-VALUE}).")
    private Duration every = Duration.ofSeconds(10);

    @Option(
            names = "--stopped-after",
            paramLabel = "TIME",
            defaultValue = "1m",
            converter = Time.class,
            description = "Without an answer, it has stopped (default: ${DEFAULT-VALUE}).")
    private Duration stoppedAfter = Duration.ofMinutes(1);

    @Option(
            names = "--unchanged-after",
            paramLabel = "TIME",
            defaultValue = "36500d",
            converter = Time.class,
            showDefaultValue = Visibility.NEVER,
            description =
                    "With nothing new, it has stopped (default: never; an idle log is still).")
    private Duration unchangedAfter = Duration.ofDays(36_500);

    @Option(names = "--once", description = "Looks once; no answer is a stop.")
    private boolean once;

    @Mixin private ReceiptOptions receipts = new ReceiptOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    /** Times as the settings of the platform are written. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            var time = DurationStyle.detectAndParse(value);
            if (time.isNegative()) {
                throw new IllegalArgumentException("a time is not negative");
            }
            return time;
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        var keys = keys();
        if (!List.of("http", "https").contains(String.valueOf(url.getScheme()))) {
            throw usage("--url " + url + " is not one of HTTP.");
        }
        try (var log = new ServedLog(url, receipts.apiKey())) {
            var origin = keys.getFirst().name();
            var watch = new Watch(log, origin, new KnownKeys(keys), new KeptNote(state));
            var alarm = follow(watch, receipts.promises(watch));
            return alarm == null ? 0 : tell(alarm, watch);
        }
    }

    private @Nullable Alarm follow(Watch watch, Promises promises) throws InterruptedException {
        var still = new Silence(once ? Duration.ZERO : stoppedAfter, unchangedAfter);
        while (true) {
            switch (look(watch, promises)) {
                case Alarm alarm -> {
                    return alarm;
                }
                case Unreachable(var why) -> {
                    say("no answer: " + why);
                    if (still.unreachable()) {
                        return new Alarm(Kind.STOPPED, "It does not answer.");
                    }
                }
                case Continued continued -> {
                    tell(continued);
                    if (still.answered(continued.isUnchanged())) {
                        return new Alarm(Kind.STOPPED, "It publishes nothing new.");
                    }
                }
            }
            if (once) {
                return null;
            }
            Thread.sleep(every);
        }
    }

    private Sighting look(Watch watch, Promises promises) {
        var sighting = watch.look();
        return sighting instanceof Continued continued
                ? promises.check(continued, this::refused)
                : sighting;
    }

    private void refused(Path file, String finding) {
        var err = spec.commandLine().getErr();
        err.printf("%s is not held against the log: %s%n", file, finding);
        err.flush();
    }

    private void tell(Continued continued) {
        if (!continued.isUnchanged()) {
            long before = continued.before().size();
            say(
                    "%d events, root %s; %s"
                            .formatted(
                                    continued.now().size(),
                                    continued.now().root().base64(),
                                    before == 0
                                            ? "the first seen, and believed"
                                            : "they begin with the %d seen before"
                                                    .formatted(before)));
        }
    }

    private int tell(Alarm alarm, Watch watch) {
        spec.commandLine().getErr().println("ALARM " + alarm.kind() + ": " + alarm.sentence());
        if (alarm.kind() == Kind.FORK || alarm.kind() == Kind.ROLLBACK) {
            say("Kept as proof: %s, and before it %s".formatted(watch.offending().file(), state));
        }
        spec.commandLine().getErr().flush();
        return alarm.kind().exitCode();
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    private List<VerifierKey> keys() {
        try {
            var keys = logKeys.stream().map(VerifierKey::parse).toList();
            if (keys.stream().map(VerifierKey::name).distinct().count() != 1) {
                throw usage("--log-key: the keys are of several logs.");
            }
            return keys;
        } catch (Malformed malformed) {
            throw usage("--log-key: " + malformed.finding());
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
