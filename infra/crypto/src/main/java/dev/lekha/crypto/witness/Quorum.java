package dev.lekha.crypto.witness;

import dev.lekha.crypto.note.VerifierKey;
import java.util.List;
import java.util.Set;

/** Which witnesses together are enough. */
sealed interface Quorum {
    boolean isMet(Set<VerifierKey> cosigned);

    /** Nobody is asked for. */
    record None() implements Quorum {
        @Override
        public boolean isMet(Set<VerifierKey> cosigned) {
            return true;
        }
    }

    /** This one. */
    record One(VerifierKey key) implements Quorum {
        @Override
        public boolean isMet(Set<VerifierKey> cosigned) {
            return cosigned.contains(key);
        }
    }

    /** So many of these. */
    record Group(long threshold, List<Quorum> members) implements Quorum {
        @Override
        public boolean isMet(Set<VerifierKey> cosigned) {
            return members.stream().filter(member -> member.isMet(cosigned)).count() >= threshold;
        }
    }
}
