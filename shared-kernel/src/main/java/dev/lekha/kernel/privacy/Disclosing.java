package dev.lekha.kernel.privacy;

import dev.lekha.kernel.PersonalText;
import dev.lekha.kernel.TenantKey;

/** Opens what is sealed, for somebody who may read it. */
@FunctionalInterface
public interface Disclosing {
    /** What a sealed text is to a reader. Every sealed text is one of these. */
    sealed interface Disclosed {
        record Text(String text) implements Disclosed {}

        /** The subject's key was destroyed. */
        record Erased() implements Disclosed {}

        /** It is not for this purpose. */
        record Withheld() implements Disclosed {}

        /**
         * It is not what was sealed, or its key is not where it should be.
         *
         * @param reason a stable code
         */
        record Unreadable(String reason) implements Disclosed {}
    }

    /**
     * @param purpose for which it is read, or empty where the reader gave none
     */
    Disclosed open(PersonalText.Sealed sealed, String purpose);

    /** The same with keys of one tenant. */
    default Disclosing disclosingTo(String tenant) {
        return (sealed, purpose) ->
                open(
                        new PersonalText.Sealed(
                                TenantKey.of(tenant, sealed.subject()),
                                sealed.purposes(),
                                sealed.place(),
                                sealed.sealed()),
                        purpose);
    }
}
