package dev.lekha.bench.drill;

import dev.lekha.kafka.KafkaBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A Kafka broker in a process of the site. */
@Command(name = "drill-broker", hidden = true, description = "Runs a Kafka broker.")
public final class BrokerChild implements Callable<Integer> {
    @Option(names = "--folder", required = true)
    private Path folder = Path.of("kafka");

    @Option(names = "--host", required = true)
    private String host = "127.0.0.1";

    @Option(names = "--port", required = true)
    private int port;

    @Option(names = "--controller-port", required = true)
    private int controllerPort;

    @Override
    public Integer call() throws IOException {
        try (var _ = new KafkaBroker(folder, host, port, controllerPort)) {
            Lifeline.awaitEnd();
        }
        return 0;
    }
}
