package dev.lekha.store.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** The file system until the process dies in the middle of something that it does there. */
final class HaltingDisk implements Disk {
    /** When the process dies. */
    enum Moment {
        /** Some of a frame has been written. */
        PART_WRITTEN,
        /** A frame has been written and not been forced. */
        WRITTEN,
        /** A frame is durable, and nobody knows. */
        FORCED,
        /** A segment has been made and has no head yet. */
        CREATED,
        /** Some of a segment's head has been written. */
        PART_OF_HEAD,
        /** A segment's head has been written and no frame. */
        HEAD_FORCED,
        /** A segment has been cut and the next one not begun. */
        CUT
    }

    private final Moment moment;
    private final AtomicInteger left;
    private final Random random;

    /**
     * @param after how many times that moment passes by before
     */
    HaltingDisk(Moment moment, int after, Random random) {
        this.moment = moment;
        this.left = new AtomicInteger(after);
        this.random = random;
    }

    private boolean isNow(Moment now) {
        return now == moment && left.getAndDecrement() == 0;
    }

    private void pass(Moment now) {
        if (isNow(now)) {
            Runtime.getRuntime().halt(1);
        }
    }

    @Override
    public Tail create(Path path, long size) throws IOException {
        var file = Disk.FILES.create(path, size);
        pass(Moment.CREATED);
        return new HaltingTail(file);
    }

    private final class HaltingTail implements Tail {
        private final Tail file;
        private boolean hasHead;

        HaltingTail(Tail file) {
            this.file = file;
        }

        @Override
        public void write(ByteBuffer bytes, long at) throws IOException {
            if (isNow(at == 0 ? Moment.PART_OF_HEAD : Moment.PART_WRITTEN)) {
                int some = random.nextInt(bytes.remaining());
                file.write(bytes.slice(bytes.position(), some), at);
                Runtime.getRuntime().halt(1);
            }
            file.write(bytes, at);
            if (at > 0) {
                pass(Moment.WRITTEN);
            }
        }

        @Override
        public void force() throws IOException {
            file.force();
            pass(hasHead ? Moment.FORCED : Moment.HEAD_FORCED);
            hasHead = true;
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
            pass(Moment.CUT);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
