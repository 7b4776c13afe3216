package dev.lekha.store.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.privacy.WrappedKeys;
import dev.lekha.projection.Views;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.axonframework.conversion.Converter;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.bson.types.ObjectId;

/**
 * All that several processes keep together, in one MongoDB database: the log, tokens and views. A
 * tenant is a database.
 */
public final class MongoStore implements AutoCloseable {
    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** For a majority to have it: beyond, it is asked whether it was kept. */
    private static final Duration MAJORITY_WITHIN = Duration.ofSeconds(5);

    private static final int CONNECT_MILLIS = 5_000;
    private static final int SERVER_MILLIS = 10_000;

    private final MongoClient client;
    private final MongoDatabase database;
    private final MongoLog log;
    private final MongoTokens tokens;
    private final MongoViews views;
    private final AtomicBoolean closed = new AtomicBoolean();

    private MongoStore(
            MongoClient client,
            MongoDatabase database,
            MongoLog log,
            MongoViews views,
            Clock clock) {
        this.client = client;
        this.database = database;
        this.log = log;
        var owner = ProcessHandle.current().pid() + "-" + new ObjectId().toHexString();
        this.tokens = new MongoTokens(database, owner, CLAIM_TIMEOUT, clock);
        this.views = views;
        views.settling().start();
    }

    /**
     * Opens the database that the connection string names, made where it is missing.
     *
     * @param connection {@code mongodb://host,host/database?replicaSet=…}; its read and write
     *     concerns are of no account, since the log has its own
     * @param converter turns payloads into bytes; asked for late, since it may need the log to be
     *     built
     * @param clock times the claims of tokens
     * @throws StoreUnusable where the connection string names no database, another version wrote
     *     it, or an index is not what it has to be
     */
    public static MongoStore open(
            String connection,
            Supplier<? extends Converter> converter,
            Clock clock,
            CommitObserver observer) {
        return open(connection, converter, clock, observer, PATIENCE, MongoViews::new);
    }

    /**
     * Opens the database to read, beside processes that write it. Views cannot be changed, nor
     * declared with another shape than they have.
     *
     * @throws StoreUnusable as above
     */
    public static MongoStore openReadOnly(String connection) {
        return open(
                connection,
                () -> {
                    throw new Refused(
                            Refused.Kind.FORBIDDEN,
                            "store-read-only",
                            "The store was opened to read only.");
                },
                Clock.systemUTC(),
                CommitObserver.NONE,
                PATIENCE,
                MongoViews::toRead);
    }

    /**
     * @param patience with a server that does not answer, before appends are refused
     */
    static MongoStore open(
            String connection,
            Supplier<? extends Converter> converter,
            Clock clock,
            CommitObserver observer,
            Duration patience) {
        return open(connection, converter, clock, observer, patience, MongoViews::new);
    }

    private static MongoStore open(
            String connection,
            Supplier<? extends Converter> converter,
            Clock clock,
            CommitObserver observer,
            Duration patience,
            BiFunction<MongoDatabase, Clock, MongoViews> views) {
        var parsed = new ConnectionString(connection);
        var name = parsed.getDatabase();
        if (name == null) {
            throw new StoreUnusable(
                    "The connection string names no database; it ends as in mongodb://host/lekha.");
        }
        var client = MongoClients.create(settings(parsed));
        try {
            var database = client.getDatabase(name);
            var meta = new Meta(database);
            if (meta.requireVersion() < Meta.VERSION) {
                new LogCollection(database).listAnew();
                meta.raiseVersion();
            }
            var log = MongoLog.open(database, converter, observer, patience);
            return new MongoStore(client, database, log, views.apply(database, clock), clock);
        } catch (MongoException failed) {
            client.close();
            throw new StoreUnusable(
                    "The database %s does not serve: %s".formatted(name, failed.getMessage()));
        } catch (RuntimeException failed) {
            client.close();
            throw failed;
        }
    }

    private static MongoClientSettings settings(ConnectionString connection) {
        var kept = WriteConcern.MAJORITY.withJournal(true);
        return MongoClientSettings.builder()
                .applicationName("lekha")
                .applyToClusterSettings(cluster ->
                        cluster.serverSelectionTimeout(SERVER_MILLIS, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket ->
                        socket.connectTimeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS)
                                .readTimeout(SERVER_MILLIS, TimeUnit.MILLISECONDS))
                .applyConnectionString(connection)
                .writeConcern(kept.withWTimeout(MAJORITY_WITHIN.toMillis(), TimeUnit.MILLISECONDS))
                .readConcern(ReadConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                .build();
    }

    public MongoLog log() {
        return log;
    }

    public Log reader() {
        return log.reader();
    }

    public TokenStore tokens() {
        return tokens;
    }

    /** Tokens of the same database under another name and clock, as another process sees them. */
    MongoTokens tokens(String owner, Duration claimTimeout, Clock clock) {
        return new MongoTokens(database, owner, claimTimeout, clock);
    }

    public Views views() {
        return views;
    }

    /** The keys of subjects, wrapped; outside of the log. */
    public WrappedKeys subjectKeys() {
        return new MongoKeys(database);
    }

    MongoDatabase database() {
        return database;
    }

    /** Finishes what it has accepted, then gives up the connections. */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            views.settling().close();
            log.close();
            client.close();
        }
    }
}
