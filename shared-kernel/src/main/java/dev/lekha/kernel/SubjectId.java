package dev.lekha.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A person (data subject, GDPR article 4), by a pseudonym that stays in the log for ever: it should
 * be random, and tell nobody anything. A subject is erased once; who comes again gets another.
 */
public record SubjectId(@JsonValue String value) {
    @JsonCreator
    public SubjectId {
        Ids.check("a subject", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
