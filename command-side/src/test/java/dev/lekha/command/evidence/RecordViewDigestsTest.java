package dev.lekha.command.evidence;

import static dev.lekha.command.Scenario.given;

import dev.lekha.kernel.evidence.EvidenceEvent.ViewDigestsPublished;
import dev.lekha.kernel.evidence.ViewDigest;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordViewDigestsTest {
    @Test
    void what_the_views_amounted_to_is_kept_as_it_was_given() {
        var digests = List.of(new ViewDigest("nodes", "9f", 3, 2, "c0"));
        given().when(new RecordViewDigests("r1", digests))
                .thenEvents(new ViewDigestsPublished("r1", digests));
    }
}
