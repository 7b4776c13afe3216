package dev.lekha.bench.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The database in a process of the site. */
@Command(name = "drill-store", hidden = true, description = "Runs a server of MongoDB's protocol.")
public final class StoreChild implements Callable<Integer> {
    @Option(names = "--file", required = true)
    private Path file = Path.of("store");

    @Option(names = "--host", required = true)
    private String host = "127.0.0.1";

    @Option(names = "--port", required = true)
    private int port;

    @Override
    public Integer call() throws IOException {
        try (var _ = new DurableWireServer(file, host, port)) {
            Lifeline.awaitEnd();
        }
        return 0;
    }
}
