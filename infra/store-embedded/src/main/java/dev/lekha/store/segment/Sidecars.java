package dev.lekha.store.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sidecars that are there at the start, of which the widest that fit are taken. */
final class Sidecars {
    private static final Logger LOG = LoggerFactory.getLogger(Sidecars.class);

    private final Names names;
    private final List<Sidecar> found = new ArrayList<>();
    private final List<Path> taken = new ArrayList<>();

    Sidecars(Names names) throws IOException {
        this.names = names;
        for (var path : names.sidecars()) {
            try {
                found.add(Sidecar.open(path));
            } catch (SidecarDamaged damaged) {
                LOG.warn("a sidecar is damaged and is made anew: {}", damaged.getMessage());
            } catch (NoSuchFileException merged) {
                LOG.debug("{} was merged meanwhile", path);
            }
        }
    }

    /** The widest that begins where the segment does and ends where one ends. */
    Optional<Sidecar> covering(List<Segment> segments, int at) {
        var widest =
                found.stream()
                        .filter(one -> one.first() == segments.get(at).first())
                        .filter(one -> endsWithASegment(one, segments))
                        .max((one, other) -> Long.compare(one.last(), other.last()));
        widest.ifPresent(one -> taken.add(one.path()));
        return widest;
    }

    private static boolean endsWithASegment(Sidecar sidecar, List<Segment> segments) {
        if (sidecar.last() < sidecar.first()) {
            return false;
        }
        for (var segment : segments) {
            if (segment.first() > sidecar.last()) {
                return segment.first() == sidecar.last() + 1
                        && Arrays.equals(segment.chain(), sidecar.shape().chain());
            }
        }
        return true;
    }

    /** What is not needed any more, since a wider one is there, or was never finished. */
    void removeOthers() throws IOException {
        for (var path : names.sidecars()) {
            if (!taken.contains(path)) {
                Files.delete(path);
            }
        }
        for (var path : names.unfinished()) {
            Files.delete(path);
        }
    }
}
