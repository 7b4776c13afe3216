package dev.lekha.kernel;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/*
 * Every event has times, and the general formatter took a third of the time that it takes to read one. The one form
 * in which the platform writes them is read and written here; whatever else comes goes the general way.
 */

/**
 * Times as ISO 8601 in UTC, with no fraction or one of 3, 6 or 9 digits, as {@link Instant} says.
 */
final class InstantJson {
    private static final int SECONDS_END = 19;
    private static final int MOST_DIGITS = 9;
    private static final int THOUSAND = 1_000;
    private static final int LATEST_YEAR = 9_999;

    private InstantJson() {}

    static SimpleModule module() {
        return new SimpleModule("instants")
                .addSerializer(Instant.class, new Writer())
                .addDeserializer(Instant.class, new Reader());
    }

    private static final class Writer extends StdScalarSerializer<Instant> {
        Writer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
            json.writeString(text(time));
        }
    }

    private static final class Reader extends StdScalarDeserializer<Instant> {
        Reader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() == JsonToken.VALUE_STRING) {
                var time = parse(json.getString());
                if (time != null) {
                    return time;
                }
            }
            return InstantDeserializer.INSTANT.deserialize(json, context);
        }
    }

    static String text(Instant time) {
        var utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        if (utc.getYear() < 0 || utc.getYear() > LATEST_YEAR) {
            return time.toString();
        }
        var text = new StringBuilder(SECONDS_END + 1 + MOST_DIGITS + 1);
        padded(text, utc.getYear(), THOUSAND).append('-');
        padded(text, utc.getMonthValue(), 10).append('-');
        padded(text, utc.getDayOfMonth(), 10).append('T');
        padded(text, utc.getHour(), 10).append(':');
        padded(text, utc.getMinute(), 10).append(':');
        padded(text, utc.getSecond(), 10);
        fraction(text, time.getNano());
        return text.append('Z').toString();
    }

    private static void fraction(StringBuilder text, int nanos) {
        if (nanos == 0) {
            return;
        }
        int digits = nanos;
        int greatest = 100_000_000;
        while (digits % THOUSAND == 0) {
            digits /= THOUSAND;
            greatest /= THOUSAND;
        }
        padded(text.append('.'), digits, greatest);
    }

    /**
     * @param unit of the first digit
     */
    private static StringBuilder padded(StringBuilder text, int number, int unit) {
        for (int one = unit; one > 0; one /= 10) {
            text.append((char) ('0' + number / one % 10));
        }
        return text;
    }

    /** Null where the text has not the one form, or is no time. */
    static @Nullable Instant parse(String text) {
        int end = text.length() - 1;
        if (end < SECONDS_END || end > SECONDS_END + 1 + MOST_DIGITS || text.charAt(end) != 'Z') {
            return null;
        }
        var form = "dddd-dd-ddTdd:dd:dd";
        for (int i = 0; i < SECONDS_END; i++) {
            char wanted = form.charAt(i);
            if (wanted == 'd' ? !isDigit(text.charAt(i)) : text.charAt(i) != wanted) {
                return null;
            }
        }
        int nanos = nanos(text, end);
        return nanos < 0 ? null : time(text, nanos);
    }

    private static @Nullable Instant time(String text, int nanos) {
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        try {
            long day =
                    LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                            .toEpochDay();
            return Instant.ofEpochSecond(((day * 24 + hour) * 60 + minute) * 60 + second, nanos);
        } catch (DateTimeException none) {
            return null;
        }
    }

    /** Less than zero where what stands between the seconds and the end is no fraction. */
    private static int nanos(String text, int end) {
        if (end == SECONDS_END) {
            return 0;
        }
        if (text.charAt(SECONDS_END) != '.' || end == SECONDS_END + 1) {
            return -1;
        }
        int nanos = 0;
        for (int i = SECONDS_END + 1; i <= SECONDS_END + MOST_DIGITS; i++) {
            char digit = i < end ? text.charAt(i) : '0';
            if (!isDigit(digit)) {
                return -1;
            }
            nanos = nanos * 10 + digit - '0';
        }
        return nanos;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }
}
