package dev.lekha.store.embedded;

import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The file of the tokens. The port speaks in futures; the work is done when they are returned. */
final class TokenFile {
    private final Writer file;
    private final Readers readers;

    TokenFile(Writer file, Readers readers) {
        this.file = file;
        this.readers = readers;
    }

    /** Something that is known once the rows were looked at. */
    interface Look<T> {
        T at(TokenRows rows) throws SQLException;
    }

    interface Change {
        void on(TokenRows rows) throws SQLException;
    }

    CompletableFuture<Void> change(String processor, Change change) {
        return write(
                        processor,
                        rows -> {
                            change.on(rows);
                            return processor;
                        })
                .thenRun(() -> {});
    }

    <T> CompletableFuture<T> write(String processor, Look<T> work) {
        return answer(() -> file.write(session -> work.at(new TokenRows(session, processor))));
    }

    <T> CompletableFuture<T> read(String processor, Look<T> work) {
        return answer(() -> readers.read(session -> work.at(new TokenRows(session, processor))));
    }

    CompletableFuture<String> identifier(UUID fresh) {
        return answer(() -> file.write(session -> TokenRows.identifier(session, fresh)));
    }

    void releaseAll() {
        file.write(session -> session.update(TokenRows.RELEASE_ALL));
    }

    private static <T> CompletableFuture<T> answer(Supplier<T> work) {
        try {
            return CompletableFuture.completedFuture(work.get());
        } catch (RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }
}
