package dev.lekha.wire;

import java.util.stream.Stream;

/**
 * What an index has for a query.
 *
 * @param narrows how far it narrows the query down: 0 is not at all
 * @param sorted whether the positions come in the order that the query asks for
 * @param positions of all documents that may match, each once; read when it is consumed
 */
record Scan(int narrows, boolean sorted, Stream<Integer> positions) {
    /** It narrows down as much where a field has to be one of some values; a range does less. */
    static final int BY_VALUE = 2;
}
