package dev.lekha.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;

/** A store of tokens that a test watches, and answers for where it wants to. */
final class WatchedTokens {
    private WatchedTokens() {}

    /**
     * @param watcher told the name of each method called; what it gives is the answer
     */
    static TokenStore of(
            TokenStore tokens, Function<String, Optional<CompletableFuture<?>>> watcher) {
        return (TokenStore)
                Proxy.newProxyInstance(
                        TokenStore.class.getClassLoader(),
                        new Class<?>[] {TokenStore.class},
                        (_, method, arguments) -> {
                            var answer = watcher.apply(method.getName());
                            try {
                                return answer.isPresent()
                                        ? answer.get()
                                        : method.invoke(tokens, arguments);
                            } catch (InvocationTargetException failed) {
                                throw failed.getCause();
                            }
                        });
    }
}
