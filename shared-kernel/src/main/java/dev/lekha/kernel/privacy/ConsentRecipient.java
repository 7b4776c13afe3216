package dev.lekha.kernel.privacy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Ids;

/**
 * To whom consent is given: an application or whoever else asks, as the log names it ({@code
 * default/ops} for one of another tenant), or {@code *} for anybody.
 */
public record ConsentRecipient(@JsonValue String value) {
    /** Whoever asks. */
    public static final String ANYBODY = "*";

    @JsonCreator
    public ConsentRecipient {
        if (!value.equals(ANYBODY)) {
            Ids.check("who is given consent", value.substring(value.indexOf('/') + 1));
            if (value.indexOf('/') >= 0) {
                Ids.check("its tenant", value.substring(0, value.indexOf('/')));
            }
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
