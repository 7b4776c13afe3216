package dev.lekha.edge.senml;

import static dev.lekha.edge.senml.CborInput.BREAK;
import static dev.lekha.edge.senml.CborInput.INDEFINITE;

import dev.lekha.kernel.Refused;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Reads CBOR (RFC 8949) item by item and exactly, as no general parser does: a float is the
 * shortest decimal that reads back as the same float, a decimal fraction stays as it is, a big
 * number is bounded, and a text label never passes for a numbered one. Nothing is allocated for a
 * length that the payload does not have.
 */
final class CborReader {
    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int TAG = 6;
    private static final int SIMPLE = 7;
    private static final int MAX_DEPTH = 16;

    private final CborInput in;
    private final CborNumbers numbers;

    CborReader(byte[] payload) {
        this.in = new CborInput(payload);
        this.numbers = new CborNumbers(in);
    }

    /** An array or map being read. */
    final class Container {
        private long left;

        private Container(long left) {
            this.left = left;
        }

        /**
         * Whether another element or entry follows; an indefinite container's end is passed over.
         */
        boolean next() {
            if (left >= 0) {
                return left-- > 0;
            }
            if (in.peek() != BREAK) {
                return true;
            }
            in.info();
            return false;
        }
    }

    boolean atEnd() {
        return in.atEnd();
    }

    Optional<Container> array() {
        return container(ARRAY);
    }

    Optional<Container> map() {
        return container(MAP);
    }

    /** A String, byte[], Boolean or BigDecimal; nothing where the item is none of these. */
    Optional<Object> scalar() {
        return switch (in.major()) {
            case UNSIGNED, NEGATIVE -> Optional.of(new BigDecimal(numbers.integer()));
            case BYTES -> Optional.of(in.string(BYTES));
            case TEXT -> Optional.of(CborInput.utf8(in.string(TEXT)));
            case TAG -> Optional.of(numbers.tagged());
            case SIMPLE -> simple();
            default -> Optional.empty();
        };
    }

    /** Passes over one item, whatever it is. */
    void skip() {
        skip(0);
    }

    private void skip(int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed("It is nested too deeply");
        }
        switch (in.major()) {
            case ARRAY -> skipAll(container(ARRAY).orElseThrow(), 1, depth);
            case MAP -> skipAll(container(MAP).orElseThrow(), 2, depth);
            case TAG -> {
                in.argument(in.info());
                skip(depth + 1);
            }
            case UNSIGNED, NEGATIVE -> numbers.integer();
            case BYTES, TEXT -> in.string(in.major());
            default -> {
                int info = in.info();
                if (info == INDEFINITE) {
                    throw malformed("A break stands where a value should");
                }
                in.argument(info);
            }
        }
    }

    private void skipAll(Container container, int itemsEach, int depth) {
        while (container.next()) {
            for (int i = 0; i < itemsEach; i++) {
                skip(depth + 1);
            }
        }
    }

    private Optional<Container> container(int major) {
        if (in.atEnd() || in.major() != major) {
            return Optional.empty();
        }
        int info = in.info();
        long count = info == INDEFINITE ? -1 : in.argument(info);
        if (count > in.remaining() || (count < 0 && info != INDEFINITE)) {
            throw CborInput.cutOff();
        }
        return Optional.of(new Container(count));
    }

    private Optional<Object> simple() {
        int info = in.info();
        return switch (info) {
            case 20 -> Optional.of(false);
            case 21 -> Optional.of(true);
            case 25, 26, 27 -> Optional.of(numbers.floating(info));
            default -> Optional.empty();
        };
    }

    static Refused malformed(String why) {
        return CborInput.malformed(why);
    }
}
