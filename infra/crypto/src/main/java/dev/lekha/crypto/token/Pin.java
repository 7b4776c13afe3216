package dev.lekha.crypto.token;

import dev.lekha.crypto.key.KeyFile;
import dev.lekha.crypto.key.KeyUnusable;
import dev.lekha.kernel.Sha2;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/*
 * A token that was told a few wrong PINs locks itself, for good or until somebody travels to it. All that opens keys here
 * is tried again and again, so it is kept what was refused; a PIN file that was mended is another PIN. A process that is
 * started anew does not remember, hence the last try is left to people.
 */

/** Tells tokens the PIN: none twice that was refused, and none on the last try. */
final class Pin {
    private static final Set<Refused> REFUSED = new HashSet<>();

    private record Refused(Path library, String serial, String label, String digest) {}

    private Pin() {}

    /**
     * Logs the process in, where it is not yet.
     *
     * @throws KeyUnusable where the token does not take the PIN, or its file is open to others
     */
    static void tell(Session session, Slot slot, KeyInToken at) {
        var pin = read(at.pinFile());
        var telling = new Refused(at.library(), slot.serial(), slot.label(), Sha2.SHA_256.hex(pin));
        synchronized (REFUSED) {
            if (REFUSED.contains(telling)) {
                throw new KeyUnusable(
                        "%s has refused the PIN of %s, and is not told it again."
                                .formatted(at.tokenName(), at.pinFile()));
            }
            if (slot.isAtLastTry()) {
                throw new KeyUnusable(
                        "%s is locked or one wrong PIN away from it; log in by hand first."
                                .formatted(at.tokenName()));
            }
            try {
                session.login(pin);
            } catch (CryptokiFailure failed) {
                if (failed.code() == CryptokiFailure.USER_ALREADY_LOGGED_IN) {
                    return;
                }
                if (failed.isOfThePin()) {
                    REFUSED.add(telling);
                }
                throw new KeyUnusable(
                        "%s does not take the PIN of %s: %s."
                                .formatted(at.tokenName(), at.pinFile(), failed.getMessage()),
                        failed);
            }
        }
    }

    private static byte[] read(Path file) {
        try {
            KeyFile.requireOwnerOnly(file);
            return Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new KeyUnusable(file + " cannot be read.", unreadable);
        }
    }
}
