package dev.lekha.app.evidence;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.Note;
import dev.lekha.kernel.evidence.Receipts;
import dev.lekha.projection.Views;
import dev.lekha.query.evidence.Published;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the platform says of messages. A platform that publishes nothing promises no proof. */
@Configuration(proxyBeanMethods = false)
class Sealing {
    @Bean
    @ConditionalOnProperty(name = "lekha.evidence.enabled", havingValue = "true")
    Receipts receipts(EvidenceSettings settings, Views views) {
        return new SealedReceipts(new SealInForce(settings, System::nanoTime), views);
    }

    /** By what is served, whichever process writes it. */
    @Bean
    Published published(EvidenceSettings settings) {
        var checkpoints = new Checkpoints(settings.folder(), DurableFile.ON_DISK);
        return () ->
                checkpoints
                        .newest()
                        .map(bytes -> Checkpoint.parse(Note.parse(bytes).text()).head().size())
                        .orElse(0L);
    }
}
