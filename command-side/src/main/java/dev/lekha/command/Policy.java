package dev.lekha.command;

import dev.lekha.kernel.Fact;
import java.util.List;

/**
 * A process that spans capabilities: it hears a fact and asks its own capability for something.
 * Each request carries an id derived from the fact and its place in the list, so hearing twice does
 * no harm.
 */
public interface Policy {
    /** Requests in the order in which they are sent; empty where the fact does not concern it. */
    List<Decision<?>> react(Fact fact);

    /**
     * Requests of facts with the same sequence are sent one after the other, others side by side.
     */
    String sequence(Fact fact);
}
