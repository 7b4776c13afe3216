package dev.lekha.app;

import dev.lekha.command.Deciding;
import dev.lekha.command.registration.IssueCredential;
import dev.lekha.kernel.CredentialId;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialIssued;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.axonframework.common.configuration.AxonConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes the first key: an operator's, in {@code operator.key} of the data folder, readable by its
 * owner only. The file comes first and the credential second, so a start that was cut short is
 * finished by the next.
 */
@Component
final class FirstStart {
    private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);
    private static final String OPERATOR = "operator";
    private static final String PREFIX = "lk." + OPERATOR + ".";
    private static final int SECRET_BYTES = 32;

    /** Somebody has issued it otherwise. */
    private static final String TAKEN = "credential-taken";

    /** A process hears of what others append long before. */
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(5);

    private final Path file;
    private final AxonConfiguration axon;
    private final Log log;
    private final EventCatalogue events;
    private final Clock clock;

    FirstStart(
            PlatformSettings settings,
            AxonConfiguration axon,
            Log log,
            EventCatalogue events,
            Clock clock) {
        this.file = settings.data().resolve("operator.key");
        this.axon = axon;
        this.log = log;
        this.events = events;
        this.clock = clock;
    }

    void ensureOperator() {
        try {
            if (Files.exists(file)) {
                issue(Files.readString(file).strip());
            } else if (isIssued()) {
                LOG.warn("{} is missing; the operator's key that it held stays in force", file);
            } else {
                var key = PREFIX + secret();
                write(key);
                if (!issue(key)) {
                    Files.delete(file);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the operator's key cannot be kept in " + file, failed);
        }
    }

    private boolean isIssued() {
        return issued(Duration.ZERO).isPresent();
    }

    /** There is one at most: a credential's id is used once. */
    private Optional<CredentialIssued> issued(Duration wait) {
        var issued =
                new Log.Filter(
                        List.of("registration.CredentialIssued"),
                        List.of(Tags.CREDENTIAL + "=" + OPERATOR));
        try (var cursor = log.after(0, issued)) {
            return cursor.next(wait)
                    .map(event -> events.decode(event.type(), event.version(), event.body()))
                    .map(CredentialIssued.class::cast);
        }
    }

    /**
     * Whether this key is in force now. Another process may have made its own at the same moment,
     * and the answer to that is the answer to both; so what counts is what the log says.
     */
    private boolean issue(String key) {
        if (!key.startsWith(PREFIX)) {
            throw new IllegalStateException(
                    file + " does not hold an operator's key; remove or restore it");
        }
        var secret = SecretDigest.of(key.substring(PREFIX.length()));
        var command =
                new IssueCredential(
                        new CredentialId(OPERATOR),
                        OPERATOR,
                        Set.of(Role.OPERATOR),
                        Set.of(),
                        "",
                        secret);
        var repeated = asked(command);
        var inForce =
                issued(HEARD_WITHIN).filter(first -> first.secret().equals(secret)).isPresent();
        if (!inForce) {
            LOG.warn("the key in force is not that of {}: another process has made it", file);
        } else if (!repeated) {
            LOG.info("the operator's key is in {}", file);
        }
        return inForce;
    }

    /** Whether it had been asked for before. */
    private boolean asked(IssueCredential command) {
        try {
            return axon.getComponent(Deciding.class)
                    .decide(command, "first-start", clock.instant(), "")
                    .join()
                    .repeated();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Refused refused && refused.code().equals(TAKEN)) {
                return true;
            }
            throw failed;
        }
    }

    private void write(String key) throws IOException {
        // Where the store is elsewhere, the key may be all that the folder holds.
        Files.createDirectories(file.toAbsolutePath().getParent());
        var beside = file.resolveSibling("operator.key.new");
        Files.deleteIfExists(beside);
        Files.createFile(
                beside,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(beside, key + "\n");
        Files.move(beside, file);
    }

    private static String secret() {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
