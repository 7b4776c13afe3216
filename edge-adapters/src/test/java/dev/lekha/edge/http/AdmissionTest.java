package dev.lekha.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - 5); // the clock may overflow at any time
    private final Admission admission =
            new Admission(new HttpSettings.Flood(10, 3, 3, 4, 100), nanos::get);

    @Test
    void a_client_may_ask_a_burst_and_then_at_its_rate() {
        for (int i = 0; i < 3; i++) {
            admission.enter("a").close();
        }
        refused(() -> admission.enter("a"), Refused.Kind.TOO_MANY, "rate-exceeded");
        pass(Duration.ofMillis(99));
        refused(() -> admission.enter("a"), Refused.Kind.TOO_MANY, "rate-exceeded");
        pass(Duration.ofMillis(1));
        admission.enter("a").close();
        refused(() -> admission.enter("a"), Refused.Kind.TOO_MANY, "rate-exceeded");
    }

    @Test
    void a_pause_saves_up_no_more_than_a_burst() {
        pass(Duration.ofHours(1));
        a_client_may_ask_a_burst_and_then_at_its_rate();
    }

    @Test
    void the_flood_of_one_client_leaves_the_others_alone() {
        for (int i = 0; i < 3; i++) {
            admission.enter("a").close();
        }
        refused(() -> admission.enter("a"), Refused.Kind.TOO_MANY, "rate-exceeded");
        admission.enter("b").close();
    }

    @Test
    void what_is_no_request_yet_takes_room_but_no_token() {
        for (int i = 0; i < 100; i++) {
            admission.hold("a").close();
        }
        var held = new ArrayList<Admission.Ticket>();
        for (int i = 0; i < 3; i++) {
            held.add(admission.hold("a"));
        }
        refused(() -> admission.hold("a"), Refused.Kind.TOO_MANY, "too-many-at-once");
        held.removeFirst().close();
        admission.enter("a").close();
    }

    @Test
    void a_client_runs_no_more_than_its_share_at_once() {
        var running = new ArrayList<Admission.Ticket>();
        for (int i = 0; i < 3; i++) {
            running.add(admission.enter("a"));
        }
        pass(Duration.ofSeconds(1));
        refused(() -> admission.enter("a"), Refused.Kind.TOO_MANY, "too-many-at-once");
        running.removeFirst().close();
        admission.enter("a").close();
    }

    @Test
    void all_together_run_no_more_than_there_is_room_for() {
        for (int i = 0; i < 3; i++) {
            admission.enter("a");
        }
        var last = admission.enter("b");
        refused(() -> admission.enter("c"), Refused.Kind.BUSY, "overloaded");
        last.close();
        admission.enter("c").close();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static void refused(ThrowingCallable call, Refused.Kind kind, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refused.class,
                        no -> {
                            assertThat(no.kind()).isEqualTo(kind);
                            assertThat(no.code()).isEqualTo(code);
                        });
    }
}
