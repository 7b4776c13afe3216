package dev.lekha.store.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.privacy.WrappedKeys;
import dev.lekha.kernel.privacy.WrappedKeys.Kept;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a store promises about the wrapped keys of subjects. */
public abstract class SubjectKeysConformance extends StoreConformance {
    private static final byte[] ONE = {1, 2, 3};
    private static final byte[] OTHER = {4, 5, 6};

    private WrappedKeys keys() {
        return opened().subjectKeys();
    }

    private byte[] wrapped(String subject) {
        return keys().find(subject) instanceof Kept.Wrapped(var bytes) ? bytes : new byte[0];
    }

    @Test
    void who_has_no_key_has_none() {
        assertThat(keys().find("s-1")).isEqualTo(new Kept.Absent());
    }

    @Test
    void the_first_key_stays() {
        keys().keep("s-1", ONE);
        assertThat(keys().keep("s-1", OTHER)).isInstanceOf(Kept.Wrapped.class);
        assertThat(wrapped("s-1")).isEqualTo(ONE);
        reopen();
        assertThat(wrapped("s-1")).isEqualTo(ONE);
    }

    @Test
    void what_is_destroyed_never_comes_back() {
        keys().keep("s-1", ONE);
        keys().keep("s-2", OTHER);
        keys().destroy("s-1");
        keys().destroy("s-1");
        assertThat(keys().keep("s-1", OTHER)).isEqualTo(new Kept.Destroyed());
        reopen();
        assertThat(keys().find("s-1")).isEqualTo(new Kept.Destroyed());
        assertThat(wrapped("s-2")).isEqualTo(OTHER);
    }

    @Test
    void a_key_that_never_was_can_be_destroyed_as_well() {
        keys().destroy("s-1");
        assertThat(keys().keep("s-1", ONE)).isEqualTo(new Kept.Destroyed());
    }

    @Test
    void of_many_who_bring_a_key_all_get_the_same() throws Exception {
        var tasks =
                IntStream.range(0, 16)
                        .<Callable<byte[]>>mapToObj(i ->
                                () ->
                                        keys().keep("s-1", new byte[] {(byte) i})
                                                        instanceof Kept.Wrapped(var bytes)
                                                ? bytes
                                                : new byte[0])
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var got : threads.invokeAll(tasks)) {
                assertThat(got.get()).hasSize(1).isEqualTo(wrapped("s-1"));
            }
        }
    }

    @Test
    void all_are_shown() {
        keys().keep("s-1", ONE);
        keys().destroy("s-2");
        var all = new TreeMap<String, Class<?>>();
        keys().forEach((subject, kept) -> all.put(subject, kept.getClass()));
        assertThat(all)
                .containsEntry("s-1", Kept.Wrapped.class)
                .containsEntry("s-2", Kept.Destroyed.class)
                .hasSize(2);
    }
}
