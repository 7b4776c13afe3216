package dev.lekha.kernel.charging;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** An accounting period: a month in UTC, from 1970 to 9999, written {@code 2026-11}. */
public record Period(YearMonth month) implements Comparable<Period> {
    public Period {
        if (month.getYear() < 1970 || month.getYear() > 9999) {
            throw new IllegalArgumentException("a period lies between 1970 and 9999");
        }
    }

    @JsonCreator
    public static Period parse(String text) {
        try {
            return new Period(YearMonth.parse(text));
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException("a period is written 2026-11", unreadable);
        }
    }

    /** The period that the instant lies in. */
    public static Period of(Instant instant) {
        return new Period(YearMonth.from(instant.atOffset(ZoneOffset.UTC)));
    }

    public Period next() {
        return new Period(month.plusMonths(1));
    }

    /** The first instant that no longer belongs to it. */
    public Instant end() {
        return month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    @Override
    public int compareTo(Period other) {
        return month.compareTo(other.month);
    }

    @JsonValue
    @Override
    public String toString() {
        return month.toString();
    }
}
