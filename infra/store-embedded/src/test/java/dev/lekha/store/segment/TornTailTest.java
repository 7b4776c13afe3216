package dev.lekha.store.segment;

import static dev.lekha.store.tck.Appends.append;
import static dev.lekha.store.tck.Appends.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Blocks of the last frames that the disk lost, kept from before, or wrote elsewhere. Either the
 * log opens with all that was acknowledged and no batch by halves, or it is refused and names the
 * position.
 */
class TornTailTest {
    private static final int BATCHES = 5;
    private static final int BATCH = 3;

    /** What became of the tail mark. */
    enum Mark {
        PRESENT(BATCHES),
        BEHIND(BATCHES - 1),
        FAR_BEHIND(1),
        MISSING(0),
        NEWER_SLOT_DAMAGED(BATCHES - 1),
        OLDER_SLOT_DAMAGED(BATCHES);

        private final int batches;

        Mark(int batches) {
            this.batches = batches;
        }

        long position() {
            return (long) BATCH * batches;
        }
    }

    private final long seed = Seeds.next();
    private KilledLog killed;
    private byte[] segment;

    @BeforeEach
    void fill(@TempDir(factory = QuickFolder.class) Path parent) throws IOException {
        killed = KilledLog.fill(parent, BATCHES, BATCH, new Random(seed));
        segment = killed.segment();
    }

    @ParameterizedTest
    @EnumSource
    void a_last_frame_cut_at_any_byte_is_gone_or_missed(Mark mark) throws IOException {
        int start = killed.ends().get(BATCHES - 1);
        int end = killed.ends().getLast();
        for (int cut = start; cut < end; cut += cut - start < 100 || end - cut < 100 ? 1 : 61) {
            var torn = segment.clone();
            Arrays.fill(torn, cut, torn.length, (byte) 0);
            requireNothingSilentlyGone(mark, torn, "cut at " + cut);
            requireNothingSilentlyGone(mark, Arrays.copyOf(segment, cut), "ends at " + cut);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_last_frame_that_stands_there_twice_counts_once(Mark mark) throws IOException {
        int start = killed.ends().get(BATCHES - 1);
        int length = killed.ends().getLast() - start;
        var twice = segment.clone();
        System.arraycopy(segment, start, twice, killed.ends().getLast(), length);
        write(mark, twice);
        try (var log = KilledLog.open(killed.copy())) {
            assertThat(Reads.bodies(log)).isEqualTo(killed.bodies());
        }
    }

    @ParameterizedTest
    @EnumSource
    void blocks_of_the_last_frames_that_changed_places_are_found(Mark mark) throws IOException {
        for (int size : new int[] {512, 4_096}) {
            var blocks = blocks(size);
            for (int one = 0; one < blocks.size(); one++) {
                for (int other = one + 1; other < blocks.size(); other += 2) {
                    var swapped = segment.clone();
                    move(swapped, blocks.get(other), blocks.get(one), size);
                    move(swapped, blocks.get(one), blocks.get(other), size);
                    requireNothingSilentlyGone(
                            mark, swapped, size + " swapped " + one + ", " + other);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_block_of_zeros_or_of_older_bytes_in_the_last_frames_is_found(Mark mark)
            throws IOException {
        for (int size : new int[] {512, 4_096}) {
            for (int block : blocks(size)) {
                var zeros = segment.clone();
                Arrays.fill(zeros, block, block + size, (byte) 0);
                requireNothingSilentlyGone(mark, zeros, size + " zero at " + block);
                var old = segment.clone();
                move(old, Math.max(0, block - 2 * size), block, size);
                requireNothingSilentlyGone(mark, old, size + " old at " + block);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_frame_is_never_cut_where_later_ones_follow(Mark mark) {
        for (int at = Segment.HEAD; at < killed.ends().get(BATCHES - 2); at += 256) {
            var damaged = segment.clone();
            Arrays.fill(damaged, at, Math.min(at + 512, killed.ends().get(BATCHES - 2)), (byte) 0);
            write(mark, damaged);
            assertThatThrownBy(() -> KilledLog.open(killed.copy()).close())
                    .isInstanceOf(LogDamaged.class)
                    .hasMessageContaining("position");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_segment_with_frames_is_not_removed_for_its_head(Mark mark) {
        for (int at : new int[] {0, 20, Segment.HEAD - 1}) {
            var damaged = segment.clone();
            damaged[at] ^= 1;
            write(mark, damaged);
            assertThatThrownBy(() -> KilledLog.open(killed.copy()).close())
                    .isInstanceOf(LogDamaged.class)
                    .hasMessageContaining(Segment.name(1));
        }
    }

    private List<Integer> blocks(int size) {
        var starts = new ArrayList<Integer>();
        for (int at = killed.ends().get(BATCHES - 2) / size * size;
                at < killed.ends().getLast();
                at += size) {
            starts.add(at);
        }
        return starts;
    }

    private void move(byte[] into, int from, int to, int size) {
        System.arraycopy(segment, from, into, to, size);
    }

    private void write(Mark mark, byte[] torn) {
        var marks = killed.marks();
        switch (mark) {
            case PRESENT -> killed.copyWith(torn, marks.getLast());
            case BEHIND -> killed.copyWith(torn, marks.get(BATCHES - 2));
            case FAR_BEHIND -> killed.copyWith(torn, marks.getFirst());
            case MISSING -> killed.copyWith(torn, new byte[0]);
            case NEWER_SLOT_DAMAGED -> killed.copyWith(torn, damaged(BATCHES - 1));
            case OLDER_SLOT_DAMAGED -> killed.copyWith(torn, damaged(BATCHES - 2));
        }
        assertThat(killed.marked()).as("the mark says").isEqualTo(mark.position());
    }

    /** The last mark, the slot damaged that was written after so many batches. */
    private byte[] damaged(int batch) {
        var mark = killed.marks().getLast().clone();
        mark[TailMark.SLOT * (batch % 2) + 5] ^= 1;
        return mark;
    }

    private void requireNothingSilentlyGone(Mark mark, byte[] torn, String what)
            throws IOException {
        write(mark, torn);
        var why = "%s, mark %s, seed %d".formatted(what, mark, seed);
        try (var log = KilledLog.open(killed.copy())) {
            var left = Reads.stored(log, Log.Filter.ALL).stream().map(Reads::body).toList();
            assertThat(left.size()).as(why).isGreaterThanOrEqualTo((int) mark.position());
            assertThat(left.size() % BATCH).as(why).isZero();
            assertThat(left).as(why).isEqualTo(killed.bodies().subList(0, left.size()));
            append(log, event("after"));
            assertThat(Reads.bodies(log)).as(why).hasSize(left.size() + 1).endsWith("after");
        } catch (LogDamaged refused) {
            assertThat(refused).as(why).hasMessageMatching("(?s).*(position \\d+|its head).*");
        }
    }
}
