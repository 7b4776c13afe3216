package dev.lekha.store.segment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies a log, whether a process writes it meanwhile or not: each frame and the chain over all
 * of them, each record, the tail mark, and whether the sidecars say what the segments say. It opens
 * nothing to write, reads no further than the tail mark promises, goes on after a damage, and holds
 * the index of one segment in memory whatever the size of the log.
 */
public final class LogCheck {
    private final Names names;
    private final Extent extent;
    private final Progress progress;
    private final Findings findings = new Findings();
    private final List<SidecarCheck> sidecars = new ArrayList<>();
    private Optional<byte[]> chain = Optional.of(new byte[Frame.CHAIN]);
    private byte[] lastChain = new byte[Frame.CHAIN];
    private long last;

    private LogCheck(Names names, Extent extent, Progress progress) {
        this.names = names;
        this.extent = extent;
        this.progress = progress;
    }

    /**
     * @param folder of the log
     * @throws IOException where the folder cannot be read
     */
    public static LogReport run(Path folder, Progress progress) throws IOException {
        var names = new Names(folder.toRealPath());
        return new LogCheck(names, Extent.of(names), progress).run();
    }

    private LogReport run() throws IOException {
        for (var stray : extent.strays()) {
            findings.segment(stray, 0, 0, "its name is not that of a segment");
        }
        openSidecars();
        long done = 0;
        long all = extent.bytes();
        for (var file : extent.files()) {
            progress.at(done, all);
            take(file);
            done += file.size();
        }
        progress.at(done, all);
        checkTail();
        return findings.report(Math.max(last, extent.acknowledged()), lastChain);
    }

    private void openSidecars() throws IOException {
        long reach = extent.files().isEmpty() ? 0 : extent.files().getLast().last();
        for (var path : names.sidecars()) {
            // One that goes further was written since: its segments are not looked at this time.
            SidecarCheck.open(path, findings)
                    .filter(one -> one.last() <= reach)
                    .ifPresent(sidecars::add);
        }
    }

    private void take(Extent.File file) throws IOException {
        if (file.first() != last + 1) {
            missing(file.first() - 1);
        }
        var outcome = file.read(names, found -> SegmentCheck.of(found, chain, findings));
        for (var sidecar : sidecars) {
            sidecar.take(file.first(), outcome.last(), outcome.chain(), outcome.index());
        }
        chain = outcome.chain();
        lastChain = chain.orElse(lastChain);
        last = outcome.last();
    }

    private void missing(long upTo) {
        findings.segment(
                names.segment(last + 1),
                0,
                last + 1,
                "it is missing, with positions %d to %d".formatted(last + 1, upTo));
        chain = Optional.empty();
    }

    private void checkTail() {
        var tail = extent.tail();
        if (tail.end().isPresent() && last < tail.end().get().position()) {
            missing(tail.end().get().position());
        }
        if (tail.isFlawed() && !extent.files().isEmpty()) {
            findings.tail(
                    names.tail(),
                    tail.flawAt(),
                    last,
                    tail.end().isPresent()
                            ? "one of its two slots does not verify"
                            : "it does not say how far the log was acknowledged");
        }
    }
}
