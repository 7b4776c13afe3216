package dev.lekha.store.segment;

import dev.lekha.kernel.Refused;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The index of a sealed segment while it is made anew. Records are found by going through the
 * frames; whoever asks by tag waits a while, and is told if that is not enough.
 */
final class MissingIndex implements IndexPart {
    private final Segment segment;
    private final long last;
    private final Duration patience;
    private final CompletableFuture<IndexPart> made = new CompletableFuture<>();
    private int frame = Segment.HEAD;
    private long next;

    MissingIndex(Segment segment, long last, Duration patience) {
        this.segment = segment;
        this.last = last;
        this.patience = patience;
        this.next = segment.first();
    }

    Segment segment() {
        return segment;
    }

    void made(IndexPart part) {
        made.complete(part);
    }

    /**
     * @param damage for which it cannot be made
     */
    void impossible(CorruptEvent damage) {
        made.completeExceptionally(damage);
    }

    @Override
    public long first() {
        return segment.first();
    }

    @Override
    public long last() {
        return last;
    }

    @Override
    public long latest() {
        return waited().latest();
    }

    @Override
    public Positions find(long tag, boolean typed, long after, long upTo) {
        return waited().find(tag, typed, after, upTo);
    }

    @Override
    public void requireReady() {
        if (!made.isDone()) {
            throw busy();
        }
    }

    private Refused busy() {
        return new Refused(
                Refused.Kind.BUSY,
                "index-rebuilding",
                "The index of positions %d to %d is being made anew; try again."
                        .formatted(first(), last));
    }

    private IndexPart waited() {
        try {
            return made.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw busy();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof CorruptEvent damage) {
                throw new CorruptEvent(damage.position(), damage.finding());
            }
            throw new CompletionException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw busy();
        }
    }

    /** Goes on from the frame that was asked for last, since most readers go on too. */
    @Override
    public synchronized int offset(long position) {
        if (position < next) {
            frame = Segment.HEAD;
            next = first();
        }
        while (isFrame()) {
            int count = segment.bytes().getInt(frame + 16);
            if (position - next < count) {
                return inFrame(position - next);
            }
            frame += segment.bytes().getInt(frame + 4);
            next += count;
        }
        throw new CorruptEvent(position, "the frames before it do not lead to it");
    }

    /** Whether the frame that belongs at this place begins there. */
    private boolean isFrame() {
        var bytes = segment.bytes();
        if (segment.size() - frame < Frame.LEAST) {
            return false;
        }
        int length = bytes.getInt(frame + 4);
        return bytes.getInt(frame) == Frame.MAGIC
                && bytes.getLong(frame + 8) == next
                && bytes.getInt(frame + 16) > 0
                && length >= Frame.LEAST
                && length <= segment.size() - frame;
    }

    private int inFrame(long records) {
        int end = frame + segment.bytes().getInt(frame + 4) - Frame.CHAIN;
        int offset = frame + Frame.HEAD;
        for (long i = 0; i < records; i++) {
            if (end - offset <= Frame.RECORD_HEAD) {
                return -1;
            }
            int length = Records.lengthAt(segment.bytes(), offset);
            if (length <= Frame.RECORD_HEAD || length > end - offset) {
                return -1;
            }
            offset += length;
        }
        return offset;
    }
}
