package dev.lekha.app.evidence;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.bundle.ProofText;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.tiles.PrunedTiles;
import dev.lekha.crypto.tiles.TileCache;
import dev.lekha.crypto.tiles.TileReader;
import dev.lekha.crypto.tree.Proofs;
import dev.lekha.crypto.witness.TlogProof;
import dev.lekha.kernel.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Proofs made from the tiles, for who does not want to make them: everything here follows from what
 * {@link TileDoor} serves. A tile that does not lead to the signed root gives an error, no proof.
 */
@RestController
final class ProofDoor {
    private static final int CACHED_TILES = 256;
    private static final MediaType PEM = MediaType.parseMediaType("application/x-pem-file");

    private final Path folder;
    private final PrunedTiles tiles;
    private final Checkpoints checkpoints;
    private final EventSearch events;
    private final TileCache cache = new TileCache(CACHED_TILES);

    private record Signed(Note note, TileReader tree) {
        long size() {
            return tree.head().size();
        }

        Proofs proofs() {
            return new Proofs(tree);
        }
    }

    ProofDoor(EvidenceSettings settings, EventSearch events) {
        this.events = events;
        this.folder = settings.folder();
        this.tiles = new PrunedTiles(folder);
        this.checkpoints = new Checkpoints(folder, DurableFile.ON_DISK);
    }

    /**
     * That the event of that position or id stands in the log, as c2sp.org/tlog-proof, under the
     * newest checkpoint.
     */
    @GetMapping("/api/evidence/inclusion")
    ResponseEntity<byte[]> inclusion(
            @RequestParam Optional<Long> position,
            @RequestParam Optional<String> id,
            HttpServletRequest request) {
        long asked = events.position(position, id, request);
        var newest = signed(checkpoints.newest());
        requireWithin(1, asked, newest.size());
        var path = newest.proofs().inclusion(asked - 1, newest.size());
        return text(new TlogProof(asked - 1, path, newest.note).bytes());
    }

    /**
     * That the log of one size is the beginning of the log of another, both published; without
     * {@code to} of the newest.
     */
    @GetMapping("/api/evidence/consistency")
    ResponseEntity<byte[]> consistency(@RequestParam long from, @RequestParam Optional<Long> to) {
        var newer = signed(to.isPresent() ? checkpoints.find(to.get()) : checkpoints.newest());
        requireWithin(1, from, newer.size());
        var hashes = newer.proofs().consistency(from, newer.size());
        return text(
                new ProofText(List.of(from, newer.size()), hashes)
                        .bytes(ProofText.Format.CONSISTENCY));
    }

    /**
     * That events, {@code from} and {@code to} included, stand there under the newest checkpoint.
     */
    @GetMapping("/api/evidence/range")
    ResponseEntity<byte[]> range(@RequestParam long from, @RequestParam long to) {
        var newest = signed(checkpoints.newest());
        requireWithin(1, from, to);
        requireWithin(from, to, newest.size());
        var hashes = newest.proofs().range(from - 1, to, newest.size());
        return text(
                new ProofText(List.of(from - 1, to, newest.size()), hashes)
                        .bytes(ProofText.Format.RANGE));
    }

    /**
     * The keys that sign the log, its witnesses and their quorum, as a policy. Who trusts it
     * because it stands here trusts us.
     */
    @GetMapping("/api/evidence/policy")
    ResponseEntity<byte[]> policy() {
        return text(kept(FolderKeys.POLICY));
    }

    /** The root certificate of the platform's own time-stamp authority. */
    @GetMapping("/api/evidence/time-stamping-root")
    ResponseEntity<byte[]> root() {
        return ResponseEntity.ok().contentType(PEM).body(kept("time-stamping-root.pem"));
    }

    /** The public key under which the platform's receipts are sealed. */
    @GetMapping("/api/evidence/seal")
    ResponseEntity<byte[]> seal() {
        return ResponseEntity.ok().contentType(PEM).body(kept(Seal.FILE));
    }

    private byte[] kept(String name) {
        return DurableFile.read(folder.resolve(name)).orElseThrow(TileDoor::absent);
    }

    private Signed signed(Optional<byte[]> checkpoint) {
        var note = Note.parse(checkpoint.orElseThrow(TileDoor::absent));
        var head = Checkpoint.parse(note.text()).head();
        return new Signed(note, new TileReader(tiles, head, cache));
    }

    static void requireWithin(long least, long asked, long most) {
        if (asked < least) {
            throw new Refused(
                    Refused.Kind.MALFORMED,
                    "range-malformed",
                    "Positions and sizes are from 1 up.");
        }
        if (asked > most) {
            throw new Refused(
                    Refused.Kind.UNKNOWN,
                    "not-published",
                    "%d is beyond %d, where this ends.".formatted(asked, most));
        }
    }

    private static ResponseEntity<byte[]> text(byte[] body) {
        return ResponseEntity.ok()
                .contentType(TileDoor.TEXT)
                .cacheControl(CacheControl.noCache())
                .body(body);
    }
}
