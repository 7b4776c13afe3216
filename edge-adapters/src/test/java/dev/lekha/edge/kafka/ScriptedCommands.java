package dev.lekha.edge.kafka;

import static dev.lekha.kernel.Refused.Kind.BUSY;
import static dev.lekha.kernel.Refused.Kind.CONFLICT;
import static dev.lekha.kernel.Refused.Kind.MALFORMED;
import static dev.lekha.kernel.Refused.Kind.UNKNOWN;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A platform in memory that does as a command's name says and, like the real one, answers a key
 * once.
 */
final class ScriptedCommands implements Commands, Authenticator {
    /** Bodies of the commands that were carried out, in that order. */
    final List<String> done = new CopyOnWriteArrayList<>();

    final List<Request> faulty = new CopyOnWriteArrayList<>();
    final AtomicInteger busy = new AtomicInteger();
    final Map<String, CompletableFuture<Answer>> hanging = new ConcurrentHashMap<>();
    private final Map<String, Answer> first = new ConcurrentHashMap<>();
    private final AtomicLong position = new AtomicLong();

    @Override
    public CompletableFuture<Answer> send(Request request) {
        return switch (request.command()) {
            case "Do" -> CompletableFuture.completedFuture(once(request));
            case "DoWhenNotBusy" ->
                    busy.getAndDecrement() > 0
                            ? no(BUSY, "store-unavailable")
                            : CompletableFuture.completedFuture(once(request));
            case "Hang" -> hanging.computeIfAbsent(request.key(), _ -> new CompletableFuture<>());
            case "Refuse" -> no(CONFLICT, "rule-says-no");
            case "Misread" -> no(MALFORMED, "command-malformed");
            case "Break" -> CompletableFuture.failedFuture(new IllegalStateException("it broke"));
            case "RecordFaultyInformation" -> {
                faulty.add(request);
                yield CompletableFuture.completedFuture(new Answer(0, List.of(), false));
            }
            default -> no(UNKNOWN, "command-unknown");
        };
    }

    private Answer once(Request request) {
        var answer = new Answer(position.incrementAndGet(), List.of("done.Done"), false);
        var before = first.putIfAbsent(request.key(), answer);
        if (before != null) {
            return new Answer(before.position(), before.events(), true);
        }
        done.add(new String(request.body().json(), StandardCharsets.UTF_8));
        return answer;
    }

    private static CompletableFuture<Answer> no(Refused.Kind kind, String code) {
        return CompletableFuture.failedFuture(new Refused(kind, code, "The script says no."));
    }

    @Override
    public Optional<Caller> authenticate(String credential, String secret) {
        return Optional.of(secret)
                .filter(("secret-of-" + credential)::equals)
                .flatMap(_ -> holder(credential));
    }

    @Override
    public Optional<Caller> holder(String credential) {
        return Optional.of(new Caller(credential, "town", Set.of(Role.APPLICATION), Set.of()));
    }

    @Override
    public boolean mayReportFor(Caller caller, String node) {
        return false;
    }
}
