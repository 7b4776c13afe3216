package dev.lekha.bench.rocks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** The index as it stands at one moment. */
final class RocksLookup implements AutoCloseable {
    private final RocksFiles files;
    private final RocksIterator entries;

    RocksLookup(RocksFiles files) {
        this.files = files;
        this.entries = files.database.newIterator(files.index, files.samePrefix);
    }

    /** Whether an event behind the position fits one of the criteria. */
    boolean anyAfter(List<Criterion> either, long position) throws RocksDBException {
        for (var one : either) {
            for (var prefix : one.prefixes()) {
                for (seek(prefix, position); at(prefix); entries.next()) {
                    if (one.fits(event(IndexKey.position(entries.key())))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Events behind the one position and up to the other that fit one of the criteria. */
    SortedMap<Long, RocksEvent> all(List<Criterion> either, long after, long end)
            throws RocksDBException {
        var positions = new ArrayList<>(candidates(either, after, end));
        var keys = positions.stream().map(IndexKey::of).toList();
        var families = Collections.nCopies(keys.size(), files.events);
        var found = files.database.multiGetAsList(families, keys);
        var events = new TreeMap<Long, RocksEvent>();
        for (var index = 0; index < found.size(); index++) {
            var event = RocksEvent.read(found.get(index));
            if (either.stream().anyMatch(one -> one.fits(event))) {
                events.put(positions.get(index), event);
            }
        }
        return events;
    }

    private TreeSet<Long> candidates(List<Criterion> either, long after, long end) {
        var positions = new TreeSet<Long>();
        for (var one : either) {
            for (var prefix : one.prefixes()) {
                for (seek(prefix, after); at(prefix); entries.next()) {
                    positions.add(IndexKey.position(entries.key()));
                }
            }
        }
        positions.tailSet(end, false).clear();
        return positions;
    }

    private void seek(long prefix, long after) {
        entries.seek(IndexKey.of(prefix, after + 1));
    }

    private boolean at(long prefix) {
        return entries.isValid() && IndexKey.prefix(entries.key()) == prefix;
    }

    private RocksEvent event(long position) throws RocksDBException {
        return RocksEvent.read(files.database.get(files.events, IndexKey.of(position)));
    }

    @Override
    public void close() {
        entries.close();
    }
}
