package dev.lekha.command;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Follower;
import dev.lekha.kernel.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log for one policy and asks what it asks for. A batch is taken when all its requests
 * are answered; a refusal is an answer, kept in the log like any other.
 */
public final class Reacting implements Follower {
    private static final Logger LOG = LoggerFactory.getLogger(Reacting.class);

    private static final CompletableFuture<?> NOTHING =
            CompletableFuture.completedFuture(List.of());

    private final Policy policy;
    private final Deciding deciding;

    public Reacting(Policy policy, Deciding deciding) {
        this.policy = policy;
        this.deciding = deciding;
    }

    @Override
    public String name() {
        return "policy." + policy.getClass().getSimpleName();
    }

    @Override
    public void follow(List<Fact> batch) {
        Map<String, CompletableFuture<?>> lanes = new HashMap<>();
        for (var fact : batch) {
            var index = 0;
            for (var decision : policy.react(fact)) {
                var id = name() + "/" + fact.position() + "/" + index++;
                lanes.compute(
                        policy.sequence(fact),
                        (_, lane) ->
                                (lane == null ? NOTHING : lane)
                                        .thenCompose(_ -> ask(decision, id, fact)));
            }
        }
        CompletableFuture.allOf(lanes.values().toArray(CompletableFuture[]::new)).join();
    }

    private CompletableFuture<?> ask(Decision<?> decision, String id, Fact fact) {
        var platform = Caller.PLATFORM.in(fact.tenant());
        return deciding.decide(decision, platform, id, fact.recordedAt(), fact.id())
                .exceptionally(failure -> {
                    var cause =
                            failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause instanceof Refused refused
                            && refused.kind() == Refused.Kind.CONFLICT) {
                        LOG.debug(
                                "{} asked in vain: {} {}", id, refused.code(), refused.sentence());
                        return new Answer(fact.position(), List.of(), false);
                    }
                    throw new CompletionException(cause);
                });
    }
}
