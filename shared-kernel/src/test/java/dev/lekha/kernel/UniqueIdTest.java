package dev.lekha.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UniqueIdTest {
    @Test
    void no_id_is_made_twice_whoever_asks() {
        var ids = IntStream.range(0, 100_000).parallel().mapToObj(_ -> UniqueId.next());

        assertThat(ids.distinct().count()).isEqualTo(100_000);
    }

    @Test
    void an_id_stands_wherever_an_identity_may() {
        var ids = Stream.generate(UniqueId::next).limit(100);

        assertThat(ids).allSatisfy(id -> assertThat(new RequestId(id)).hasToString(id));
    }
}
