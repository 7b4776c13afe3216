package dev.lekha.edge.mqtt;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.TenantKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Every authenticated connection, by the broker's client id and by whose it is. */
final class Connections {
    /** One who was let in, or subscribed anew, just before has arrived by then, and been told. */
    static final Executor SETTLED =
            CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS, Thread::startVirtualThread);

    private final Map<String, Presence> byClient = new ConcurrentHashMap<>();
    private final Map<TenantKey, Set<String>> byPrincipal = new ConcurrentHashMap<>();

    void add(String client, Presence presence, Optional<Caller> caller) {
        byClient.put(client, presence);
        caller.ifPresent(known ->
                byPrincipal.compute(
                        principal(known),
                        (_, clients) -> {
                            var all =
                                    clients == null
                                            ? ConcurrentHashMap.<String>newKeySet()
                                            : clients;
                            all.add(client);
                            return all;
                        }));
    }

    /** Leaves a connection alone that has come in its place. */
    void remove(String client, Presence presence, Optional<Caller> caller) {
        if (byClient.remove(client, presence)) {
            caller.ifPresent(known ->
                    byPrincipal.computeIfPresent(
                            principal(known),
                            (_, clients) -> {
                                clients.remove(client);
                                return clients.isEmpty() ? null : clients;
                            }));
        }
    }

    boolean has(String client) {
        return byClient.containsKey(client);
    }

    int size() {
        return byClient.size();
    }

    /** Client ids of the connections that somebody has now. */
    Set<String> of(TenantKey principal) {
        return Set.copyOf(byPrincipal.getOrDefault(principal, Set.of()));
    }

    /** Who has a connection now. */
    Set<TenantKey> principals() {
        return Set.copyOf(byPrincipal.keySet());
    }

    private static TenantKey principal(Caller caller) {
        return new TenantKey(caller.tenant(), caller.actor());
    }
}
