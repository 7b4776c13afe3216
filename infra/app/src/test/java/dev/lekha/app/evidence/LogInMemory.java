package dev.lekha.app.evidence;

import dev.lekha.kernel.leaf.LeafVisitor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A log whose records are what a test says. */
final class LogInMemory implements Leaves {
    private final List<byte[]> records = new ArrayList<>();

    static LogInMemory of(int count, String kind) {
        var log = new LogInMemory();
        log.grow(count, kind);
        return log;
    }

    void grow(int count, String kind) {
        for (int i = 0; i < count; i++) {
            records.add((kind + " " + records.size()).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Behind everybody's back. */
    void rewrite(int position, String record) {
        records.set(position - 1, record.getBytes(StandardCharsets.UTF_8));
    }

    void cut(int position) {
        records.subList(position, records.size()).clear();
    }

    @Override
    public long head() {
        return records.size();
    }

    @Override
    public void scan(long after, long upTo, LeafVisitor visitor) {
        for (long position = after + 1; position <= Math.min(upTo, head()); position++) {
            visitor.leaf(position, ByteBuffer.wrap(records.get((int) position - 1)));
        }
    }
}
