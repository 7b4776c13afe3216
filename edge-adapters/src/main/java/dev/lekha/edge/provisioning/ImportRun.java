package dev.lekha.edge.provisioning;

import dev.lekha.edge.provisioning.Row.Content;
import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Decides the rows of a file, some hundreds at a time, side by side where they are about different
 * entities. What became of them is in the log before the next are read, so that a run that broke
 * goes on there; rows decided by it and not kept are asked again under the same keys.
 *
 * @param caller whose authority decides the rows
 * @param stop whether to end before the next rows
 */
record ImportRun(String id, Upload upload, Caller caller, Asking asking, BooleanSupplier stop) {
    private static final int CHUNK = 500;
    private static final int LONGEST_REASON = 300;

    /** The body of the command {@code RecordRows}. */
    private record Kept(String importId, long first, List<Outcome> rows) {}

    /** What became of a row, as {@code RecordRows} takes it. */
    private record Outcome(
            long line, long position, String command, String code, String reason, String node) {
        boolean isAccepted() {
            return code.isEmpty();
        }
    }

    private record Finished(String importId) {}

    /** Hears of rows that were decided. */
    interface Count {
        void rows(long accepted, long rejected);
    }

    /**
     * @param decided rows that are decided already
     * @return whether all are decided now
     */
    boolean run(long decided, Count count) throws IOException {
        try (var rows = upload.format().open(upload.file())) {
            for (var passed = 0L; passed < decided; passed++) {
                rows.next();
            }
            for (var chunk = chunk(rows); !chunk.isEmpty(); chunk = chunk(rows)) {
                if (stop.getAsBoolean()) {
                    return false;
                }
                var outcomes = decide(chunk);
                asking.ask(
                                "RecordRows",
                                new Kept(id, chunk.getFirst().number(), outcomes),
                                platform())
                        .join();
                var accepted = outcomes.stream().filter(Outcome::isAccepted).count();
                count.rows(accepted, outcomes.size() - accepted);
            }
        }
        asking.ask("FinishImport", new Finished(id), platform()).join();
        return true;
    }

    private Caller platform() {
        return Caller.PLATFORM.in(caller.tenant());
    }

    private static List<Row> chunk(Rows rows) throws IOException {
        var chunk = new ArrayList<Row>(CHUNK);
        while (chunk.size() < CHUNK) {
            var next = rows.next();
            if (next.isEmpty()) {
                break;
            }
            chunk.add(next.get());
        }
        return chunk;
    }

    private List<Outcome> decide(List<Row> chunk) {
        Map<String, CompletableFuture<Outcome>> last = new HashMap<>();
        var outcomes = new ArrayList<CompletableFuture<Outcome>>(chunk.size());
        for (var row : chunk) {
            outcomes.add(
                    switch (row.content()) {
                        case Content.Unfit(var code, var reason) ->
                                CompletableFuture.completedFuture(
                                        new Outcome(row.line(), 0, "", code, reason, ""));
                        case Content.Asked asked -> {
                            var outcome = behind(asked, last).thenCompose(_ -> ask(row, asked));
                            asked.about().forEach(entity -> last.put(entity, outcome));
                            yield outcome;
                        }
                    });
        }
        return outcomes.stream().map(CompletableFuture::join).toList();
    }

    /** Completes when the rows before that concern the same entities are decided. */
    private static CompletableFuture<Void> behind(
            Content.Asked asked, Map<String, CompletableFuture<Outcome>> last) {
        return CompletableFuture.allOf(
                Stream.concat(asked.about().stream(), asked.after().stream())
                        .filter(last::containsKey)
                        .map(last::get)
                        .toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Outcome> ask(Row row, Content.Asked asked) {
        return asking.ask(
                        asked.capability(),
                        asked.command(),
                        asked.body(),
                        caller,
                        "import:" + id + ":" + row.number())
                .handle((answer, failure) ->
                        failure == null
                                ? accepted(row, asked, answer)
                                : refused(row, asked, Asking.cause(failure)));
    }

    private Outcome accepted(Row row, Content.Asked asked, Answer answer) {
        return new Outcome(row.line(), answer.position(), name(asked), "", "", node(asked));
    }

    /** A "no" is an answer; where there is none, the run ends here. */
    private Outcome refused(Row row, Content.Asked asked, Throwable failure) {
        if (failure instanceof Refused no && no.kind() != Refused.Kind.BUSY) {
            var reason = no.sentence();
            return new Outcome(
                    row.line(),
                    0,
                    name(asked),
                    no.code(),
                    reason.substring(0, Math.min(reason.length(), LONGEST_REASON)),
                    node(asked));
        }
        throw new CompletionException(failure);
    }

    /** Whoever sent a file knows what is in its rows; who asked for an operation learns it here. */
    private String node(Content.Asked asked) {
        return upload.format() == Rows.Format.MEMBERS ? asked.about().iterator().next() : "";
    }

    private static String name(Content.Asked asked) {
        return asked.capability() + "/" + asked.command();
    }
}
