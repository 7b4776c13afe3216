package dev.lekha.command.evidence;

import static dev.lekha.command.Scenario.given;

import dev.lekha.kernel.evidence.EvidenceEvent.CheckpointTimeStamped;
import org.junit.jupiter.api.Test;

class RecordTimeStampTest {
    @Test
    void a_token_is_kept_as_it_was_given() {
        given().when(new RecordTimeStamp(7, "cm9vdA==", "platform", "dG9rZW4="))
                .thenEvents(new CheckpointTimeStamped(7, "cm9vdA==", "platform", "dG9rZW4="));
    }
}
