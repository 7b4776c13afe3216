package dev.lekha.edge.http;

import dev.lekha.kernel.Authenticator;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who presents an {@code Authorization} header, whatever protocol it came by. */
@Component
public final class Callers {
    private final Authenticator authenticator;
    private final Tokens tokens;

    Callers(Authenticator authenticator, Tokens tokens) {
        this.authenticator = authenticator;
        this.tokens = tokens;
    }

    /**
     * The caller, or nothing where what is presented is unknown, wrong, revoked or expired.
     *
     * @param authorization {@code Bearer lk.<credential>.<secret>}, {@code Basic …} or {@code
     *     Bearer <token>}
     * @throws Refused of kind busy where it cannot be told now
     */
    public Optional<Caller> of(String authorization) {
        return switch (Presented.read(authorization)) {
            case Presented.Secret(var credential, var secret) ->
                    authenticator.authenticate(credential, secret);
            case Presented.Token(var token) -> tokens.caller(token);
            case Presented.Unreadable() -> Optional.empty();
        };
    }

    /** Whether what was presented still opens doors; while it cannot be told, it does. */
    boolean stillStands(String authorization) {
        try {
            return of(authorization).filter(caller -> !authenticator.isHeld(caller)).isPresent();
        } catch (Refused notNow) {
            return true;
        }
    }
}
