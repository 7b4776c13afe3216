package dev.lekha.edge.kafka;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The same against the Kafka that is deployed, each on a new one. Needs Docker. */
@Testcontainers(disabledWithoutDocker = true)
class ContainedKafkaTest {
    @Nested
    class Feeding extends FeedTest {
        @Override
        SomeKafka broker(Path data) {
            return new ContainedKafka();
        }
    }

    @Nested
    class ExactlyOnce extends FeedExactlyOnceTest {
        @Override
        SomeKafka broker(Path data) {
            return new ContainedKafka();
        }
    }

    @Nested
    class Position extends FeedPositionTest {
        @Override
        SomeKafka broker(Path data) {
            return new ContainedKafka();
        }
    }

    @Nested
    class Intake extends CommandIntakeTest {
        @Override
        SomeKafka broker(Path data) {
            return new ContainedKafka();
        }
    }
}
