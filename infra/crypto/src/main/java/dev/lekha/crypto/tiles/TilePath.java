package dev.lekha.crypto.tiles;

import dev.lekha.crypto.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names a tile, {@code tile/<L>/<N>[.p/<W>]}, or a bundle, {@code tile/entries/<N>[.p/<W>]}.
 *
 * @param level 0 to 63, or {@link #ENTRIES}
 * @param width in hashes or entries, 1 to 256; below that it is partial
 */
public record TilePath(int level, long index, int width) {
    public static final int ENTRIES = -1;

    /** Hashes in a full tile. */
    public static final int FULL = 256;

    /** Levels of the tree that one level of tiles spans. */
    public static final int HEIGHT = 8;

    /** Ends the name of the folder of a tile's partial ones. */
    static final String PARTIAL = ".p";

    private static final Pattern FORM =
            Pattern.compile(
                    "tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    /** Elements of three digits that a long holds. */
    private static final int MOST_DIGITS = 18;

    public TilePath {
        if (level < ENTRIES || level > 63 || index < 0 || width < 1 || width > FULL) {
            throw new Malformed("no tile: level %d, %d of width %d".formatted(level, index, width));
        }
    }

    public static TilePath full(int level, long index) {
        return new TilePath(level, index, FULL);
    }

    public static TilePath entries(long index, int width) {
        return new TilePath(ENTRIES, index, width);
    }

    /** The partial tiles and the partial bundle that a tree of that size has. */
    public static List<TilePath> partials(long size) {
        var partials = new ArrayList<TilePath>();
        int first = (int) (size % FULL);
        if (first > 0) {
            partials.add(entries(size / FULL, first));
        }
        long width = size;
        for (int level = 0; width > 0; level++) {
            if (width % FULL > 0) {
                partials.add(new TilePath(level, width / FULL, (int) (width % FULL)));
            }
            width /= FULL;
        }
        return partials;
    }

    /**
     * @throws Malformed unless it is written exactly as {@link #toString} writes it
     */
    public static TilePath parse(String path) {
        var parts = FORM.matcher(path);
        if (!parts.matches()) {
            throw new Malformed("no path of a tile");
        }
        var digits = parts.group(2).replace("x", "").replace("/", "");
        if (digits.length() > MOST_DIGITS) {
            throw new Malformed("a tile further on than any log reaches");
        }
        var width = parts.group(3);
        var tile =
                new TilePath(
                        parts.group(1).equals("entries")
                                ? ENTRIES
                                : Integer.parseInt(parts.group(1)),
                        Long.parseLong(digits),
                        width == null ? FULL : Integer.parseInt(width));
        if (!tile.toString().equals(path)) {
            throw new Malformed("not the one path that the tile has");
        }
        return tile;
    }

    public boolean isFull() {
        return width == FULL;
    }

    /** The path below the log's prefix. */
    @Override
    public String toString() {
        var digits = new StringBuilder("%03d".formatted(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            digits.insert(0, "x%03d/".formatted(rest % 1000));
        }
        var kind = level == ENTRIES ? "entries" : Integer.toString(level);
        return "tile/" + kind + "/" + digits + (isFull() ? "" : PARTIAL + "/" + width);
    }
}
