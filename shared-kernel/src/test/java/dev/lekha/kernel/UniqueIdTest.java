package dev.lekha.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UniqueIdTest {
    @Test
    void no_id_is_made_twice_whoever_asks() {
        var ids = IntStream.range(0, 100_000).parallel().mapToObj(_ -> UniqueId.next());

        assertThat(ids.distinct().count()).isEqualTo(100_000);
    }

    @Test
    void an_id_says_when_it_was_made_whatever_was_appended_to_it() {
        var before = Instant.now().minusMillis(1);
        var id = UniqueId.next();

        var made = UniqueId.madeAt(id).orElseThrow();
        // Ids that others ask for meanwhile go ahead by a microsecond each.
        assertThat(made).isBetween(before, Instant.now().plusMillis(200));
        assertThat(UniqueId.madeAt(id + "-0")).hasValue(made);
        assertThat(UniqueId.madeAt(UniqueId.next()).orElseThrow()).isAfter(made);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "e-17",
                "3f9c0a17be42d8650c11-2s",
                "01890dd5-ea3f-7a2b-8c8d-000000000000"
            })
    void other_ids_do_not_say_when_they_were_made(String id) {
        assertThat(UniqueId.madeAt(id)).isEmpty();
    }

    @Test
    void an_id_stands_wherever_an_identity_may() {
        var ids = Stream.generate(UniqueId::next).limit(100);

        assertThat(ids).allSatisfy(id -> assertThat(new RequestId(id)).hasToString(id));
    }
}
