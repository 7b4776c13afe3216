package dev.lekha.app.evidence;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.time.ProvenTime;
import dev.lekha.crypto.time.TimeStampCheck;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.evidence.EvidenceEvent.CheckpointTimeStamped;
import dev.lekha.projection.Views;
import dev.lekha.projection.evidence.TimeStamps.Stamp;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Between which times an event came into the log, as the tokens say: {@code GET
 * /api/evidence/interval?position=17}, or {@code id=}. What it names is what an auditor fetches and
 * verifies himself; this door verifies no token.
 */
@RestController
final class IntervalDoor {
    private final Checkpoints checkpoints;
    private final Tokens tokens;
    private final StampIndex stamps;
    private final EventSearch events;

    IntervalDoor(EvidenceSettings settings, Views views, EventSearch events) {
        this.checkpoints = new Checkpoints(settings.folder(), DurableFile.ON_DISK);
        this.tokens = new Tokens(settings.folder());
        this.stamps = new StampIndex(views);
        this.events = events;
    }

    @GetMapping("/api/evidence/interval")
    ResponseEntity<byte[]> interval(
            @RequestParam Optional<Long> position,
            @RequestParam Optional<String> id,
            HttpServletRequest request) {
        long asked = events.position(position, id, request);
        var newest = Note.parse(checkpoints.newest().orElseThrow(TileDoor::absent));
        long published = Checkpoint.parse(newest.text()).head().size();
        ProofDoor.requireWithin(1, asked, published);
        var stated =
                stamps.authorities().stream().map(authority -> stated(authority, asked)).toList();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache())
                .body(Json.MAPPER.writeValueAsBytes(ProvenInterval.of(asked, published, stated)));
    }

    private ProvenInterval.Stated stated(String authority, long position) {
        var before = stamps.before(authority, position);
        var after = stamps.covering(authority, position, this::isKept);
        return new ProvenInterval.Stated(
                authority,
                authority.equals(Authorities.OWN),
                before.map(stamp ->
                                new ProvenInterval.NotBefore(
                                        time(stamp).notBefore(), stamp.position()))
                        .orElse(null),
                after.map(stamp ->
                                new ProvenInterval.NotAfter(
                                        time(stamp).notAfter(), stamp.size(), stamp.position()))
                        .orElse(null));
    }

    /** A token over a checkpoint that was thinned out proves nothing to who has not kept it. */
    private boolean isKept(Stamp stamp) {
        return tokens.find(stamp.size(), stamp.authority()).isPresent()
                && checkpoints.find(stamp.size()).isPresent();
    }

    private ProvenTime time(Stamp stamp) {
        var event =
                Json.MAPPER.readValue(
                        events.at(stamp.position()).body(), CheckpointTimeStamped.class);
        return TimeStampCheck.stated(Base64.getDecoder().decode(event.token()));
    }
}
