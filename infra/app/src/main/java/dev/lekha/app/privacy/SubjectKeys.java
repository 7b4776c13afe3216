package dev.lekha.app.privacy;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.key.KeyUnusable;
import dev.lekha.crypto.subject.MasterKey;
import dev.lekha.crypto.subject.MasterKeyFile;
import dev.lekha.crypto.subject.SubjectKey;
import dev.lekha.kernel.PersonalText;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Sealing;
import dev.lekha.kernel.privacy.Disclosing;
import dev.lekha.kernel.privacy.WrappedKeys;
import dev.lekha.kernel.privacy.WrappedKeys.Kept;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Seals and opens under the keys of subjects. No subject's key is remembered: each use asks the
 * store, so that a key is gone for all processes in the moment in which it is destroyed.
 */
public final class SubjectKeys implements Sealing, Disclosing {
    private static final Disclosed TAMPERED = new Disclosed.Unreadable("not-what-was-sealed");
    private static final Disclosed KEY_MISSING = new Disclosed.Unreadable("subject-key-missing");
    private static final Disclosed MASTER_MISSING = new Disclosed.Unreadable("master-key-missing");

    private final WrappedKeys kept;
    private final Path file;
    private volatile @Nullable MasterKey master;

    /**
     * @param file of the master key; made when something is first sealed
     */
    public SubjectKeys(WrappedKeys kept, Path file) {
        this.kept = kept;
        this.file = file;
    }

    @Override
    public PersonalText.Sealed seal(
            String subject, SortedSet<String> purposes, String place, PersonalText.Plain text) {
        var sealed = key(subject).seal(text.text(), bound(subject, purposes, place));
        var encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        return new PersonalText.Sealed(subject, purposes, place, encoded);
    }

    /** The subject's key, made where there is none. */
    private SubjectKey key(String subject) {
        try {
            var found = kept.find(subject);
            var known =
                    found instanceof Kept.Absent()
                            ? kept.keep(subject, masterToSeal().makeWrapped(subject))
                            : found;
            if (known instanceof Kept.Wrapped(var wrapped)) {
                return masterToSeal().unwrap(subject, wrapped);
            }
        } catch (Invalid | KeyUnusable unusable) {
            throw new IllegalStateException(
                    "the key of " + subject + " cannot be used: " + unusable.getMessage(),
                    unusable);
        }
        throw new Refused(Refused.Kind.CONFLICT, "subject-erased", subject + " is erased.");
    }

    @Override
    public Disclosed open(PersonalText.Sealed sealed, String purpose) {
        return switch (kept.find(sealed.subject())) {
            case Kept.Destroyed() -> new Disclosed.Erased();
            case Kept.Absent() -> KEY_MISSING;
            case Kept.Wrapped _ when !sealed.purposes().contains(purpose) ->
                    new Disclosed.Withheld();
            case Kept.Wrapped(var wrapped) -> open(sealed, wrapped);
        };
    }

    private Disclosed open(PersonalText.Sealed sealed, byte[] wrapped) {
        var key = master();
        if (key.isEmpty() || !key.get().hasWrapped(wrapped)) {
            return MASTER_MISSING;
        }
        try {
            var bound = bound(sealed.subject(), sealed.purposes(), sealed.place());
            var bytes = Base64.getUrlDecoder().decode(sealed.sealed());
            return new Disclosed.Text(
                    key.get().unwrap(sealed.subject(), wrapped).open(bytes, bound));
        } catch (Invalid | IllegalArgumentException broken) {
            return TAMPERED;
        }
    }

    private static List<String> bound(String subject, SortedSet<String> purposes, String place) {
        var bound = new ArrayList<>(List.of(subject, place));
        bound.addAll(purposes);
        return bound;
    }

    private Optional<MasterKey> master() {
        if (master == null) {
            master = MasterKeyFile.read(file).orElse(null);
        }
        return Optional.ofNullable(master);
    }

    /**
     * A master key is made only where nothing was wrapped yet: another would make two halves of the
     * keys, of which each process could use one.
     */
    private MasterKey masterToSeal() {
        return master().orElseGet(() -> {
            var any = new AtomicBoolean();
            kept.forEach((_, one) -> any.compareAndSet(false, one instanceof Kept.Wrapped));
            if (any.get()) {
                throw new KeyUnusable(
                        file
                                + " is not there, and keys of subjects are wrapped by it; restore it.");
            }
            var made = MasterKeyFile.readOrMake(file);
            master = made;
            return made;
        });
    }
}
