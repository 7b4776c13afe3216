package dev.lekha.store.segment;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.privacy.WrappedKeys;
import dev.lekha.projection.Views;
import dev.lekha.store.tck.StoreUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.axonframework.conversion.ChainingContentTypeConverter;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;

/** The log alone, in segments so small that a few appends fill one. */
public final class SmallSegments implements StoreUnderTest {
    private static final int SEGMENT_BYTES = 2_048;

    static SegmentLog log(Path folder) {
        return log(folder, Disk.FILES);
    }

    static SegmentLog log(Path folder, Disk disk) {
        return log(folder, disk, SEGMENT_BYTES);
    }

    static SegmentLog log(Path folder, long segmentBytes) {
        return log(folder, Disk.FILES, segmentBytes);
    }

    private static SegmentLog log(Path folder, Disk disk, long segmentBytes) {
        try {
            return SegmentLog.open(
                    folder,
                    ChainingContentTypeConverter::new,
                    CommitObserver.NONE,
                    disk,
                    segmentBytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public Opened open(Path place) {
        return new OpenedLog(place, log(place));
    }

    private record OpenedLog(Path place, SegmentLog segments) implements Opened {
        @Override
        public EventStorageEngine engine() {
            return segments;
        }

        @Override
        public Log log() {
            return segments.reader();
        }

        @Override
        public Views views() {
            throw new UnsupportedOperationException("a log has no views");
        }

        @Override
        public WrappedKeys subjectKeys() {
            throw new UnsupportedOperationException("a log has no keys");
        }

        @Override
        public TokenStore tokens(String owner, Duration claimTimeout, Clock clock) {
            throw new UnsupportedOperationException("a log has no tokens");
        }

        @Override
        public void corrupt(long position) {
            Damage.flip(place, position);
        }

        @Override
        public void close() {
            segments.close();
        }
    }
}
