package dev.lekha.kernel;

import java.util.SortedSet;

/** Seals what is personal before it enters the log. */
@FunctionalInterface
public interface Sealing {
    /** Where there are no keys nothing personal is taken. */
    Sealing NONE =
            (_, _, place, _) -> {
                throw new Refused(
                        Refused.Kind.CONFLICT,
                        "subject-keys-missing",
                        "There are no keys to seal " + place + " with.");
            };

    /**
     * Seals under the subject's key, which is made where there is none and kept for good before
     * this returns.
     *
     * @throws Refused where the subject is erased
     */
    PersonalText.Sealed seal(
            String subject, SortedSet<String> purposes, String place, PersonalText.Plain text);

    /** The same with keys of one tenant, whose subjects are called as they like. */
    default Sealing sealingFor(String tenant) {
        return (subject, purposes, place, text) -> {
            var sealed = seal(TenantKey.of(tenant, subject), purposes, place, text);
            return new PersonalText.Sealed(
                    subject, sealed.purposes(), sealed.place(), sealed.sealed());
        };
    }
}
