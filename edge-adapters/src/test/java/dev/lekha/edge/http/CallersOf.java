package dev.lekha.edge.http;

import dev.lekha.kernel.Authenticator;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Callers as the platform finds them, for tests of other doors; no tokens are taken. */
public final class CallersOf {
    private CallersOf() {}

    public static Callers authenticator(Authenticator authenticator) {
        var settings =
                new Binder(new MapConfigurationPropertySource(Map.of()))
                        .bindOrCreate("", HttpSettings.class);
        return new Callers(authenticator, new Tokens(settings));
    }
}
