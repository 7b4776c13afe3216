package dev.lekha.edge.provisioning;

import java.util.List;
import java.util.Set;

/**
 * One row of a file.
 *
 * @param number from 1; header and empty lines do not count
 * @param line of the file on which it ends, from 1
 */
record Row(long number, long line, Content content) {
    /** What it says. */
    sealed interface Content {
        /**
         * A command.
         *
         * @param about the entities that it changes, a node first; rows about the same are decided
         *     in order
         * @param after entities that have to be there first
         */
        record Asked(
                String capability,
                String command,
                byte[] body,
                Set<String> about,
                List<String> after)
                implements Content {}

        /** Nothing that can be asked. */
        record Unfit(String code, String reason) implements Content {}
    }
}
