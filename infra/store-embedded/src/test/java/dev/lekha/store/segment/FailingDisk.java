package dev.lekha.store.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The file system with an end to its room, and with deeds that fail as long as they shall. */
final class FailingDisk implements Disk {
    static final long PLENTY = Long.MAX_VALUE / 2;

    /** What a disk is asked to do, writing apart: that fails when the room is at its end. */
    enum Deed {
        CREATE,
        FORCE,
        TRUNCATE
    }

    private final AtomicLong room = new AtomicLong(PLENTY);
    private final Set<Deed> failing = ConcurrentHashMap.newKeySet();

    /** Lets only so many bytes more be written. */
    void leaveRoom(long bytes) {
        room.set(bytes);
    }

    void fail(Set<Deed> deeds) {
        failing.addAll(deeds);
    }

    void mend() {
        failing.clear();
        room.set(PLENTY);
    }

    private void ask(Deed deed) throws IOException {
        if (failing.contains(deed)) {
            throw new IOException("the disk fails at " + deed);
        }
    }

    @Override
    public Tail create(Path path, long size) throws IOException {
        ask(Deed.CREATE);
        return new FailingTail(Disk.FILES.create(path, size));
    }

    private final class FailingTail implements Tail {
        private final Tail file;

        FailingTail(Tail file) {
            this.file = file;
        }

        @Override
        public void write(ByteBuffer bytes, long at) throws IOException {
            int asked = bytes.remaining();
            int granted =
                    (int) Math.min(asked, room.getAndUpdate(left -> left - Math.min(asked, left)));
            file.write(bytes.slice(bytes.position(), granted), at);
            bytes.position(bytes.position() + granted);
            if (granted < asked) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void force() throws IOException {
            ask(Deed.FORCE);
            file.force();
        }

        @Override
        public void truncate(long size) throws IOException {
            ask(Deed.TRUNCATE);
            file.truncate(size);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
