package dev.lekha.edge.mqtt;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The platform behind the door, in memory: a few devices, and answers that a test decides on. */
final class StandInPlatform implements Commands, Authenticator {
    static final Map<String, String> SECRETS =
            Map.of("pump-1", "secret-1", "pump-2", "secret-2", "gateway-1", "secret-g");
    static final Map<String, Set<String>> MAY_REPORT_FOR =
            Map.of(
                    "pump-1", Set.of("pump-1"),
                    "pump-2", Set.of("pump-2"),
                    "gateway-1", Set.of("gateway-1", "child-1"));

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Function<Request, CompletableFuture<Answer>> answering = _ -> stored();

    static CompletableFuture<Answer> stored() {
        return CompletableFuture.completedFuture(
                new Answer(1, List.of("reporting.ReportAccepted"), false));
    }

    void answer(Function<Request, CompletableFuture<Answer>> answering) {
        this.answering = answering;
    }

    void reset() {
        requests.clear();
        answering = _ -> stored();
    }

    @Override
    public CompletableFuture<Answer> send(Request request) {
        requests.add(request);
        return request.command().equals("AcceptReport") ? answering.apply(request) : stored();
    }

    @Override
    public Optional<Caller> authenticate(String credential, String secret) {
        return Optional.ofNullable(SECRETS.get(credential))
                .filter(secret::equals)
                .flatMap(_ -> holder(credential));
    }

    @Override
    public Optional<Caller> holder(String credential) {
        return Optional.ofNullable(SECRETS.get(credential))
                .map(_ ->
                        new Caller(credential, Caller.DEFAULT_TENANT, Set.of(Role.NODE), Set.of()));
    }

    @Override
    public boolean mayReportFor(Caller caller, String node) {
        return MAY_REPORT_FOR.getOrDefault(caller.actor(), Set.of()).contains(node);
    }

    List<Request> requests(String command) {
        return requests.stream().filter(each -> each.command().equals(command)).toList();
    }

    List<JsonNode> reports() {
        return bodies("AcceptReport");
    }

    List<JsonNode> faults() {
        return bodies("RecordFaultyInformation");
    }

    private List<JsonNode> bodies(String command) {
        return requests(command).stream()
                .map(each -> Json.MAPPER.readTree(each.body().json()))
                .toList();
    }
}
