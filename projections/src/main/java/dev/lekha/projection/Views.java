package dev.lekha.projection;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the rows of all tenants are kept, each under its {@link dev.lekha.kernel.TenantKey}: JSON
 * by key, each batch stored together with the log position that it reflects. Rows and position
 * change in one transaction, so a view never shows half a batch, and a batch is never stored twice.
 * A batch that changes no row may move the position without being stored, and then comes again
 * after a restart.
 */
public interface Views extends Rows {
    /** One row as it is stored: its key and the UTF-8 bytes of its JSON object. */
    record Row(String key, byte[] json) {
        public Row {
            json = json.clone();
        }
    }

    /** How a declared field is compared: {@code field >= value}. */
    enum Comparison {
        EQUAL,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST,
        /** Text that starts with the value. */
        PREFIX
    }

    /**
     * @param value compared as a number where the stored field is one, else as text (times are ISO
     *     8601 text)
     */
    record Filter(String field, Comparison comparison, String value) {}

    /**
     * A page is asked for by what was seen last, not by a number of rows to skip, so deep pages
     * cost the same.
     *
     * @param filters all of them hold
     * @param sort a declared field, or empty for the key; ties are ordered by key
     * @param after cursor of the page before, or empty for the first page
     * @param limit at most this many rows, 1 to 10,000
     * @param within keys that are meant, in any of these ranges; empty for all
     */
    record Query(
            List<Filter> filters,
            String sort,
            boolean descending,
            String after,
            int limit,
            List<KeyRange> within) {
        public Query {
            filters = List.copyOf(filters);
            within = List.copyOf(within);
        }

        public Query(
                List<Filter> filters, String sort, boolean descending, String after, int limit) {
            this(filters, sort, descending, after, limit, List.of());
        }
    }

    /**
     * Keys from one to another, in the order of their UTF-8 bytes.
     *
     * @param from the first
     * @param to behind the last, or empty for no end
     */
    record KeyRange(String from, String to) {}

    /**
     * @param next cursor of the next page, or empty where this is the last
     * @param position what the rows reflect, read in the same snapshot as they
     */
    record Page(List<Row> rows, String next, long position) {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /**
     * @param row the row, where there is one
     * @param position what the answer reflects
     */
    record Found(Optional<Row> row, long position) {}

    /** What a view's rows amount to at a position, in lower-case hex. */
    record Digest(long position, long rows, String sha256) {}

    /** The rows of one tenant, by keys as it knows them. */
    default Rows of(String tenant) {
        return new TenantRows(this, tenant);
    }

    /**
     * Makes the view ready, with its indexes. A schema that differs from the stored one empties the
     * view.
     */
    void declare(ViewSchema schema);

    /**
     * Stores a batch and the position that it reflects, or neither.
     *
     * @param changes new JSON by key; an empty value removes the row
     * @throws IllegalStateException where the view does not stand at {@code from} (another has
     *     taken the batch)
     */
    void apply(String view, long from, long to, Map<String, Optional<byte[]>> changes);

    /** Empties the view and sets its position to 0. */
    void clear(String view);

    /**
     * SHA-256 over all rows in the order of their keys (as UTF-8 bytes): for each u32be(key
     * length), key, u32be(row length), row; read in one snapshot with the position.
     */
    Digest digest(String view);
}
