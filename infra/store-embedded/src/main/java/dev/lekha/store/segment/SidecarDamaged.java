package dev.lekha.store.segment;

import java.nio.file.Path;

/** A sidecar is not what was written. It holds nothing of its own, so it is made anew. */
final class SidecarDamaged extends RuntimeException {
    private final transient Path path;

    SidecarDamaged(Path path, String finding) {
        super(path.getFileName() + ": " + finding);
        this.path = path;
    }

    Path path() {
        return path;
    }
}
