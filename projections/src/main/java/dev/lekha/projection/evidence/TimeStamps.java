package dev.lekha.projection.evidence;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.evidence.EvidenceEvent.CheckpointTimeStamped;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The time stamps of checkpoints, without their tokens. Key: {@code authority/position}, 19 digits.
 * {@code covers} and {@code told} put authority and number into one text, so that the nearest stamp
 * around an event is one look into an index.
 */
@View(
        name = "time-stamps",
        capability = "evidence",
        fields = {"authority", "covers", "told"},
        readers = {Role.OPERATOR, Role.AUDITOR})
public final class TimeStamps implements Projection<TimeStamps.Stamp> {
    public static final String NAME = "time-stamps";

    /**
     * @param size of the checkpoint: the events up to there are older than the token
     * @param root of the tree at that size, base 64
     * @param position of the event that holds the token: what comes after it is younger
     * @param covers {@link #place} of the size
     * @param told {@link #place} of the position
     */
    public record Stamp(
            String authority, long size, String root, long position, String covers, String told) {}

    /** An authority and a number, in the order of both: {@code platform/0000000000000001200}. */
    public static String place(String authority, long number) {
        return String.format(Locale.ROOT, "%s/%019d", authority, number);
    }

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof CheckpointTimeStamped e
                ? List.of(place(e.authority(), fact.position()))
                : List.of();
    }

    @Override
    public Optional<Stamp> apply(String key, Optional<Stamp> row, Fact fact) {
        return fact.event() instanceof CheckpointTimeStamped e
                ? Optional.of(
                        new Stamp(
                                e.authority(),
                                e.size(),
                                e.root(),
                                fact.position(),
                                place(e.authority(), e.size()),
                                place(e.authority(), fact.position())))
                : row;
    }
}
