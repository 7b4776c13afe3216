package dev.lekha.app.demo;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What one route says. Where it speaks of a subject and has counted nothing, it says 0. */
final class Tally {
    /**
     * One line of the table.
     *
     * @param of whose figure it is, or empty
     */
    record Row(Subject subject, String of) implements Comparable<Row> {
        private static final Comparator<Row> ORDER =
                Comparator.comparing(Row::subject).thenComparing(Row::of);

        @Override
        public int compareTo(Row other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return of.isEmpty() ? subject.label() : subject.label() + " " + of;
        }
    }

    private final Set<Subject> subjects;
    private final Map<Row, Fraction> figures = new TreeMap<>();

    Tally(Subject first, Subject... more) {
        subjects = EnumSet.of(first, more);
        subjects.stream()
                .filter(subject -> subject != Subject.MONEY)
                .forEach(subject -> figures.put(new Row(subject, ""), Fraction.ZERO));
    }

    void count(Subject subject) {
        add(subject, "", Fraction.ONE);
    }

    void add(Subject subject, Fraction more) {
        add(subject, "", more);
    }

    void add(Subject subject, String of, Fraction more) {
        if (!subjects.contains(subject)) {
            throw new IllegalArgumentException("this route does not speak of " + subject);
        }
        figures.merge(new Row(subject, of), more, Fraction::plus);
    }

    Set<Row> rows() {
        return figures.keySet();
    }

    /** Its figure, or nothing where it does not speak of that. */
    Optional<Fraction> figure(Row row) {
        return subjects.contains(row.subject)
                ? Optional.of(figures.getOrDefault(row, Fraction.ZERO))
                : Optional.empty();
    }
}
