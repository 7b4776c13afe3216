package dev.lekha.kernel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * What is known of a person. Commands bring it as text; events, states and rows have it sealed
 * under the subject's key and cannot open it. So there is no stored copy that would have to be
 * found when the subject is erased: once the key is gone, all of them are.
 */
@JsonDeserialize(using = PersonalText.Reader.class)
public sealed interface PersonalText {
    int LONGEST = 1_000;

    /** As a command brings it. It has no JSON, so that nothing can store it, and is not printed. */
    @JsonSerialize(using = Unwritable.class)
    @JsonDeserialize(using = Reader.class)
    record Plain(@JsonValue String text) implements PersonalText {
        public Plain {
            if (text.isBlank() || text.length() > LONGEST) {
                throw new IllegalArgumentException(
                        "a personal text has 1 to " + LONGEST + " characters");
            }
        }

        @Override
        public String toString() {
            return "(personal)";
        }
    }

    /**
     * As the log and all that is made of it hold it.
     *
     * @param subject under whose key it is
     * @param purposes for which it may be read
     * @param place the one component of the one event that it was sealed for, {@code
     *     capability.Name/version/event id/component}
     * @param sealed nonce, ciphertext and authentication tag, in base64url
     */
    @JsonDeserialize(using = ValueDeserializer.None.class)
    record Sealed(String subject, SortedSet<String> purposes, String place, String sealed)
            implements PersonalText {
        public Sealed {
            purposes = Collections.unmodifiableSortedSet(new TreeSet<>(purposes));
        }
    }

    /** Text is plain, an object is sealed. */
    final class Reader extends StdDeserializer<PersonalText> {
        Reader() {
            super(PersonalText.class);
        }

        @Override
        public PersonalText deserialize(JsonParser parser, DeserializationContext context) {
            var json = context.readTree(parser);
            if (json.isObject()) {
                return context.readTreeAsValue(json, Sealed.class);
            }
            return json.isString()
                    ? plain(json, context)
                    : (PersonalText) context.reportInputMismatch(this, "neither text nor sealed");
        }

        private static PersonalText plain(JsonNode json, DeserializationContext context) {
            try {
                return new Plain(json.stringValue());
            } catch (IllegalArgumentException unfit) {
                return (PersonalText)
                        context.handleInstantiationProblem(PersonalText.class, null, unfit);
            }
        }
    }

    /** Says no, whoever asks. */
    final class Unwritable extends StdSerializer<Plain> {
        Unwritable() {
            super(Plain.class);
        }

        @Override
        public void serialize(Plain text, JsonGenerator out, SerializationContext context) {
            context.reportMappingProblem("personal text is written sealed only");
        }
    }
}
