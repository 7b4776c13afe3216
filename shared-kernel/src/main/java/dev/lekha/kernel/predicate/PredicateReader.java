package dev.lekha.kernel.predicate;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads a condition from its text; one that is left out always holds. */
final class PredicateReader extends StdDeserializer<Predicate> {
    PredicateReader() {
        super(Predicate.class);
    }

    @Override
    public Predicate deserialize(JsonParser parser, DeserializationContext context) {
        var text = parser.getValueAsString();
        if (text == null) {
            return (Predicate) context.handleUnexpectedToken(Predicate.class, parser);
        }
        try {
            return Predicate.parse(text);
        } catch (IllegalArgumentException unfit) {
            return (Predicate) context.handleInstantiationProblem(Predicate.class, null, unfit);
        }
    }

    @Override
    public Object getEmptyValue(DeserializationContext context) {
        return Predicate.ALWAYS;
    }
}
