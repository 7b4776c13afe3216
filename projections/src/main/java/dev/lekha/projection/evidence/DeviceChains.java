package dev.lekha.projection.evidence;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceChainForked;
import dev.lekha.kernel.evidence.EvidenceEvent.OriginEvidenceStored;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How far a device's chain of signed messages has come, and what is wrong in it. Key: the node. */
@View(
        name = "device-chains",
        capability = "evidence",
        fields = {"counter", "missing", "forks"},
        readers = {Role.OPERATOR, Role.AUDITOR})
public final class DeviceChains implements Projection<DeviceChains.Chain> {
    /** So that a row does not grow without end where a device counts wildly. */
    private static final int MOST_GAPS = 100;

    /**
     * @param counter the highest seen
     * @param head hash of the statement with it, the one stored last where there are several
     * @param missing counters below it that never came
     * @param gaps where they are, the lowest first; the newest 100 stretches
     * @param forks how often two statements were found with one counter
     * @param position of the newest event that is reflected
     */
    public record Chain(
            String node,
            long counter,
            String head,
            long missing,
            List<Gap> gaps,
            long forks,
            long position) {
        public Chain {
            gaps = List.copyOf(gaps);
        }
    }

    /** Counters that are missing, both ends included. */
    public record Gap(long from, long to) {}

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case OriginEvidenceStored e -> List.of(e.node().value());
            case DeviceChainForked e -> List.of(e.node().value());
            default -> List.of();
        };
    }

    @Override
    public Optional<Chain> apply(String node, Optional<Chain> row, Fact fact) {
        var chain = row.orElseGet(() -> new Chain(node, 0, "", 0, List.of(), 0, 0));
        return switch (fact.event()) {
            case OriginEvidenceStored e when e.counter() >= chain.counter ->
                    Optional.of(advanced(chain, e, fact.position()));
            case OriginEvidenceStored e -> Optional.of(filled(chain, e, fact.position()));
            case DeviceChainForked _ ->
                    Optional.of(
                            new Chain(
                                    node,
                                    chain.counter,
                                    chain.head,
                                    chain.missing,
                                    chain.gaps,
                                    chain.forks + 1,
                                    fact.position()));
            default -> row;
        };
    }

    private static Chain advanced(Chain chain, OriginEvidenceStored link, long position) {
        var gaps = new ArrayList<>(chain.gaps);
        var skipped = Math.max(0, link.counter() - chain.counter - 1);
        if (skipped > 0) {
            gaps.add(new Gap(chain.counter + 1, link.counter() - 1));
        }
        return new Chain(
                chain.node,
                link.counter(),
                link.hash(),
                chain.missing + skipped,
                gaps.subList(Math.max(0, gaps.size() - MOST_GAPS), gaps.size()),
                chain.forks,
                position);
    }

    /** One that came late closes its part of a gap. */
    private static Chain filled(Chain chain, OriginEvidenceStored link, long position) {
        var at = link.counter();
        var gaps = new ArrayList<Gap>();
        for (var gap : chain.gaps) {
            if (at < gap.from || at > gap.to) {
                gaps.add(gap);
                continue;
            }
            if (gap.from < at) {
                gaps.add(new Gap(gap.from, at - 1));
            }
            if (at < gap.to) {
                gaps.add(new Gap(at + 1, gap.to));
            }
        }
        var fills = !gaps.equals(chain.gaps);
        return new Chain(
                chain.node,
                chain.counter,
                chain.head,
                fills ? chain.missing - 1 : chain.missing,
                gaps.subList(Math.max(0, gaps.size() - MOST_GAPS), gaps.size()),
                chain.forks,
                position);
    }
}
