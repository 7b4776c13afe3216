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

    MissingIndex(Segment segment, long last, Duration patience) {
        this.segment = segment;
        this.last = last;
        this.patience = patience;
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
        var bytes = segment.bytes();
        int limit = segment.size() - Frame.LEAST;
        if (frame > limit || bytes.getLong(frame + 8) > position) {
            frame = Segment.HEAD;
        }
        while (frame <= limit && bytes.getInt(frame) == Frame.MAGIC) {
            long first = bytes.getLong(frame + 8);
            if (position < first + bytes.getInt(frame + 16)) {
                return inFrame(position - first);
            }
            int length = bytes.getInt(frame + 4);
            if (length < Frame.LEAST || length > segment.size() - frame) {
                break;
            }
            frame += length;
        }
        throw new CorruptEvent(position, "the frames before it do not lead to it");
    }

    private int inFrame(long records) {
        int offset = frame + Frame.HEAD;
        for (long i = 0; i < records; i++) {
            int length = Records.lengthAt(segment.bytes(), offset);
            if (length <= Frame.RECORD_HEAD || length > segment.size() - offset) {
                return -1;
            }
            offset += length;
        }
        return offset;
    }
}
