package dev.lekha.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Commands a second through the port that doors use, durable, and what deciding costs beyond the
 * bare append of the same bytes under the same condition. Two commands: {@code update}
 * (UpdateRegistration), whose boundary is a node's history and is cached, and {@code report}
 * (AcceptReport), whose boundary is new with every request.
 */
@Command(
        name = "commands",
        description = "Commands a second in process, and their cost beyond the bare store.")
final class CommandRate implements Callable<Integer> {
    private static final double LIMIT_MICROS = 25;
    private static final String RATIO = ": ratio";
    private static final String ADDED = ": added CPU µs";

    @Mixin private Rounds rounds = new Rounds();

    @Option(
            names = "--callers",
            split = ",",
            defaultValue = "1,64,512",
            description = "At once (default: ${DEFAULT-VALUE}).")
    private List<Integer> callers = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    private final Samples samples = new Samples();
    private long round;

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        try (var core = Core.embedded()) {
            var residents = new Residents(core.commands());
            residents.register(callers.stream().mapToInt(Integer::intValue).max().orElseThrow());
            var bare = new BareCommands(new BareStore(core.engine(), core.log()));
            for (var count : callers) {
                var some = new Callers(count);
                measure(some, new Samples(), rounds.warmUp().dividedBy(4), residents, bare);
                for (var one = 0; one < rounds.count(); one++) {
                    measure(some, samples, rounds.each(), residents, bare);
                }
            }
        }
        finding().print(spec.commandLine().getOut());
        return 0;
    }

    /**
     * Yardstick and measured thing in turns, so that neither has the smaller log nor the quieter
     * machine.
     */
    private void measure(
            Callers some, Samples into, Duration each, Residents residents, BareCommands bare)
            throws InterruptedException, ExecutionException {
        var name = "r" + round++ + "-";
        compare(
                "update by " + some.count(),
                into,
                some.run(
                        each,
                        (caller, number) ->
                                bare.update(Load.node(caller), "coap://" + name + "b" + number)),
                some.run(
                        each,
                        (caller, number) ->
                                residents.send(
                                        "registration",
                                        "UpdateRegistration",
                                        Map.of(
                                                "node",
                                                Load.node(caller),
                                                "address",
                                                "coap://" + name + "d" + number))));
        compare(
                "report by " + some.count(),
                into,
                some.run(
                        each,
                        (caller, number) -> bare.report(Load.node(caller), name + "b" + number)),
                some.run(
                        each,
                        (caller, number) -> residents.report(caller, name + "d" + number, number)));
    }

    private static void compare(
            String what, Samples into, Callers.Pace bare, Callers.Pace decided) {
        into.add(what + ": commands/s", decided.perSecond());
        into.add(what + ": bare appends/s", bare.perSecond());
        into.add(what + RATIO, decided.perSecond() / bare.perSecond());
        into.add(what + ": CPU µs", decided.cpuMicros());
        into.add(what + ADDED, decided.cpuMicros() - bare.cpuMicros());
        into.add(what + ": added wall µs", decided.micros() - bare.micros());
    }

    private Finding finding() {
        var figures = samples.medians();
        var ratios = new TreeMap<String, Object>();
        for (var name : List.copyOf(figures.keySet())) {
            if (name.endsWith(RATIO)) {
                ratios.put(
                        name.replace(RATIO, ": commands/s to bare appends/s"), figures.get(name));
                figures.remove(name);
            } else if (name.endsWith(ADDED)) {
                ratios.put(
                        name + " to the limit of 25",
                        Samples.short4(samples.median(name) / LIMIT_MICROS));
            }
        }
        return new Finding(
                "commands",
                figures,
                ratios,
                "the same bytes appended to the same store under the same condition");
    }
}
