package dev.lekha.bench.rocks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/*
 * Tuned for this one use: large memtables, so that what is asked about recent events is answered from memory; Bloom
 * filters over the prefixes of the index, in memtables and files; no compression, since nobody else here compresses;
 * log files used anew, which spares a write of the file's size with every force.
 */

/** The database and its two column families, opened as this use of it asks for. */
final class RocksFiles implements AutoCloseable {
    private static final long MIB = 1 << 20;

    static {
        RocksDB.loadLibrary();
    }

    private final Deque<AbstractNativeReference> open = new ArrayDeque<>();
    final RocksDB database;
    final ColumnFamilyHandle events;
    final ColumnFamilyHandle index;
    final WriteOptions durable = mine(new WriteOptions().setSync(true));
    final ReadOptions samePrefix = mine(new ReadOptions().setPrefixSameAsStart(true));
    final ReadOptions anywhere = mine(new ReadOptions().setTotalOrderSeek(true));

    RocksFiles(Path folder) throws RocksDBException {
        var handles = new ArrayList<ColumnFamilyHandle>();
        var cache = mine(new LRUCache(128 * MIB));
        var families =
                List.of(
                        new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, events(cache)),
                        new ColumnFamilyDescriptor(
                                "index".getBytes(StandardCharsets.US_ASCII), index(cache)));
        database = RocksDB.open(options(), folder.toString(), families, handles);
        open.push(database);
        handles.forEach(open::push);
        events = handles.getFirst();
        index = handles.getLast();
    }

    private DBOptions options() {
        return mine(
                new DBOptions()
                        .setCreateIfMissing(true)
                        .setCreateMissingColumnFamilies(true)
                        .setMaxBackgroundJobs(2)
                        .setBytesPerSync(MIB)
                        .setRecycleLogFileNum(4)
                        .setAllowConcurrentMemtableWrite(false));
    }

    private ColumnFamilyOptions events(Cache cache) {
        return family(new BlockBasedTableConfig().setBlockCache(cache));
    }

    private ColumnFamilyOptions index(Cache cache) {
        var table = new BlockBasedTableConfig().setBlockCache(cache);
        table.setFilterPolicy(mine(new BloomFilter(10))).setWholeKeyFiltering(false);
        return family(table)
                .useFixedLengthPrefixExtractor(IndexKey.PREFIX)
                .setMemtablePrefixBloomSizeRatio(0.1);
    }

    private ColumnFamilyOptions family(BlockBasedTableConfig table) {
        return mine(new ColumnFamilyOptions())
                .setTableFormatConfig(table)
                .setWriteBufferSize(64 * MIB)
                .setMaxWriteBufferNumber(4)
                .setCompressionType(CompressionType.NO_COMPRESSION);
    }

    /** Position of the last event, 0 where there is none. */
    long last() {
        try (var all = database.newIterator(events, anywhere)) {
            all.seekToLast();
            return all.isValid() ? IndexKey.position(all.key()) : 0;
        }
    }

    private <T extends AbstractNativeReference> T mine(T part) {
        open.push(part);
        return part;
    }

    /** The database first, then what it uses. */
    @Override
    public void close() {
        open.forEach(AbstractNativeReference::close);
    }
}
