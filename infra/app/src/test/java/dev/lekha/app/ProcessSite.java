package dev.lekha.app;

import static org.awaitility.Awaitility.await;

import dev.lekha.command.Decision;
import dev.lekha.kernel.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Several processes that ask of one log, each in its turn the first. */
final class ProcessSite implements RaceSite {
    /** The log that they ask of, seen from this process. */
    interface Ground extends AutoCloseable {
        long head();

        List<Fact> settled(long after);

        long conflicts();

        @Override
        void close();
    }

    private final Ground ground;
    private final List<RacerProcess> racers;
    private int turn;
    private long reached;

    ProcessSite(Ground ground, List<RacerProcess> racers) {
        this.ground = ground;
        this.racers = List.copyOf(racers);
    }

    @Override
    public String ask(Decision<?> decision) {
        return race(List.of(decision)).getFirst();
    }

    @Override
    public List<String> race(List<? extends Decision<?>> decisions) {
        turn = (turn + 1) % racers.size();
        var shares = shares(decisions);
        for (var racer = 0; racer < racers.size(); racer++) {
            for (var at : shares.get(racer)) {
                racers.get(racer).prepare(Ask.of(decisions.get(at)));
            }
            racers.get(racer).askWhetherReady();
        }
        racers.forEach(RacerProcess::awaitReady);
        racers.forEach(RacerProcess::go);
        return answers(decisions.size(), shares);
    }

    /** Whose places each racer is to ask for. */
    private List<List<Integer>> shares(List<?> decisions) {
        var shares = new ArrayList<List<Integer>>();
        racers.forEach(_ -> shares.add(new ArrayList<>()));
        for (var at = 0; at < decisions.size(); at++) {
            shares.get((at + turn) % racers.size()).add(at);
        }
        return shares;
    }

    private List<String> answers(int count, List<List<Integer>> shares) {
        var answers = new String[count];
        for (var racer = 0; racer < racers.size(); racer++) {
            for (var _ : shares.get(racer)) {
                var told = racers.get(racer).told();
                reached = Math.max(reached, told.position());
                answers[shares.get(racer).get(told.at())] = told.outcome();
            }
        }
        return Arrays.asList(answers);
    }

    @Override
    public long head() {
        return reached;
    }

    @Override
    public List<Fact> settled(long after) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> ground.head() >= reached);
        return ground.settled(after);
    }

    @Override
    public long conflicts() {
        return ground.conflicts() + racers.stream().mapToLong(RacerProcess::conflicts).sum();
    }

    @Override
    public void close() {
        racers.forEach(RacerProcess::close);
        ground.close();
    }
}
