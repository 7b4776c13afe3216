package dev.lekha.app.evidence;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.tiles.PrunedTiles;
import dev.lekha.crypto.tiles.TilePath;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Sha2;
import dev.lekha.query.LogReaders;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * What is published, as files (c2sp.org/tlog-tiles): for everybody what holds hashes and signatures
 * alone, for readers of the log the entries. All but the newest checkpoint stay as they are for
 * ever.
 */
@RestController
final class TileDoor {
    static final MediaType TEXT = MediaType.parseMediaType("text/plain;charset=utf-8");
    private static final MediaType TOKEN = MediaType.parseMediaType("application/timestamp-reply");
    private static final String CALLER = "dev.lekha.kernel.Caller";
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final CacheControl FOR_EVER_BY_READER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,18}");
    private static final Pattern TOKEN_FILE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}\\.tsr");

    private final Path folder;
    private final PrunedTiles tiles;

    TileDoor(EvidenceSettings settings) {
        this.tiles = new PrunedTiles(settings.folder());
        this.folder = settings.folder();
    }

    @GetMapping("/checkpoint")
    ResponseEntity<byte[]> newest() {
        return file(folder.resolve("checkpoint"), TEXT, CacheControl.noCache());
    }

    @GetMapping("/checkpoint/{size}")
    ResponseEntity<byte[]> checkpoint(@PathVariable String size) {
        require(SIZE, size);
        return file(folder.resolve("checkpoints").resolve(size), TEXT, FOR_EVER);
    }

    @GetMapping("/timestamp/{size}/{token}")
    ResponseEntity<byte[]> token(@PathVariable String size, @PathVariable String token) {
        require(SIZE, size);
        require(TOKEN_FILE, token);
        var file = folder.resolve("timestamp").resolve(size).resolve(token);
        return file(file, TOKEN, FOR_EVER);
    }

    @GetMapping("/tile/**")
    ResponseEntity<?> tile(HttpServletRequest request) {
        // As it was sent: what is percent-encoded is no path of a tile.
        var path = path(request.getRequestURI().substring(1));
        if (path.level() == TilePath.ENTRIES) {
            admit(request);
            return entries(path);
        }
        return answer(
                tiles.read(path).orElseThrow(TileDoor::absent),
                MediaType.APPLICATION_OCTET_STREAM,
                FOR_EVER);
    }

    private ResponseEntity<Resource> entries(TilePath path) {
        var resource = bundle(path);
        // The leaf hashes fix the records, and take no reading of megabytes.
        var hashes = new TilePath(0, path.index(), path.width());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .cacheControl(FOR_EVER_BY_READER)
                .eTag(tag(tiles.read(hashes).orElseThrow(TileDoor::absent)))
                .body(resource);
    }

    /** A partial one may be removed at any moment, so it is read at once. */
    private Resource bundle(TilePath path) {
        if (!path.isFull()) {
            return new ByteArrayResource(tiles.read(path).orElseThrow(TileDoor::absent));
        }
        var file = new FileSystemResource(folder.resolve(path.toString()));
        if (!file.exists()) {
            throw absent();
        }
        return file;
    }

    /** For readers of the log alone. */
    static void admit(HttpServletRequest request) {
        if (!(request.getAttribute(CALLER) instanceof Caller caller)) {
            throw new Refused(
                    Refused.Kind.UNAUTHENTICATED, "unauthenticated", "Say who is asking.");
        }
        LogReaders.admitToAll(caller);
    }

    private static TilePath path(String path) {
        try {
            return TilePath.parse(path);
        } catch (Malformed _) {
            throw absent();
        }
    }

    private static ResponseEntity<byte[]> file(Path file, MediaType type, CacheControl cache) {
        return answer(DurableFile.read(file).orElseThrow(TileDoor::absent), type, cache);
    }

    private static ResponseEntity<byte[]> answer(byte[] bytes, MediaType type, CacheControl cache) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(cache)
                .eTag(tag(bytes))
                .body(bytes);
    }

    private static void require(Pattern form, String name) {
        if (!form.matcher(name).matches()) {
            throw absent();
        }
    }

    static Refused absent() {
        return new Refused(
                Refused.Kind.UNKNOWN, "not-published", "Nothing is published at this path.");
    }

    private static String tag(byte[] bytes) {
        return '"' + HexFormat.of().formatHex(Sha2.SHA_256.of(bytes), 0, 16) + '"';
    }
}
