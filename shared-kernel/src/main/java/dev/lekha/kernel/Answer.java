package dev.lekha.kernel;

import java.util.List;

/**
 * What an accepted command is told.
 *
 * @param position of the last event that the command led to, or up to which it found nothing to do
 * @param events stored names of the events, in order
 * @param repeated whether this request had been answered before
 */
public record Answer(long position, List<String> events, boolean repeated) {
    public Answer {
        events = List.copyOf(events);
    }
}
