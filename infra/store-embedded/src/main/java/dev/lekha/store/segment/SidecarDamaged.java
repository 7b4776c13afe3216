package dev.lekha.store.segment;

import java.nio.file.Path;

/** A sidecar is not what was written. It holds nothing of its own, so it is made anew. */
final class SidecarDamaged extends RuntimeException {
    private final transient Path path;
    private final long at;
    private final String finding;

    SidecarDamaged(Path path, long at, String finding) {
        super(path.getFileName() + ": " + finding);
        this.path = path;
        this.at = at;
        this.finding = finding;
    }

    Path path() {
        return path;
    }

    /** The first byte of what does not verify. */
    long at() {
        return at;
    }

    String finding() {
        return finding;
    }
}
