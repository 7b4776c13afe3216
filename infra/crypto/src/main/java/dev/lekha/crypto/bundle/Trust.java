package dev.lekha.crypto.bundle;

import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.crypto.witness.Policy;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the auditor brings along; nothing of the bundle is believed beyond it.
 *
 * @param timeRoots of time-stamp authorities; where there are none, tokens are not looked at
 * @param known checkpoints that the auditor got before, which are believed as they are
 * @param keyRoot by whose word the log's keys may change; without it no rotation is looked at
 */
public record Trust(
        Policy policy,
        List<X509Certificate> timeRoots,
        List<Note> known,
        @Nullable VerifierKey keyRoot) {
    /** Where no rotation is believed. */
    public Trust(Policy policy, List<X509Certificate> timeRoots, List<Note> known) {
        this(policy, timeRoots, known, null);
    }

    public Trust {
        timeRoots = List.copyOf(timeRoots);
        known = List.copyOf(known);
    }
}
