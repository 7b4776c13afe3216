package dev.lekha.edge.kafka;

import dev.lekha.kafka.KafkaBroker;
import java.nio.file.Path;

/** A broker of Kafka's own making that can be stopped and started on the data that it has. */
interface SomeKafka extends AutoCloseable {
    String bootstrapServers();

    void start();

    void stop();

    @Override
    void close();

    static SomeKafka inProcess(Path data) {
        return new InProcess(new KafkaBroker(data));
    }

    record InProcess(KafkaBroker broker) implements SomeKafka {
        @Override
        public String bootstrapServers() {
            return broker.bootstrapServers();
        }

        @Override
        public void start() {
            broker.start();
        }

        @Override
        public void stop() {
            broker.stop();
        }

        @Override
        public void close() {
            broker.close();
        }
    }
}
