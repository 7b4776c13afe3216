package dev.lekha.bench;

import dev.lekha.kernel.Json;
import java.io.IOException;
import java.util.List;

/**
 * The load client in a JVM of its own, so that what clients cost is the same for all that is
 * compared.
 */
final class Loader implements AutoCloseable {
    private final ChildJvm client;

    Loader() throws IOException {
        client = new ChildJvm(List.of("-Xmx512m"), "load");
    }

    /** Has it done, and waits for the end. */
    Load.Outcome run(Load load) throws IOException {
        client.say(Json.MAPPER.writeValueAsString(load));
        var answer =
                client.hear()
                        .orElseThrow(() -> new IllegalStateException("the load client has gone"));
        var outcome = Json.MAPPER.readValue(answer, Load.Outcome.class);
        if (outcome.refused() > 0 || outcome.accepted() == 0) {
            throw new IllegalStateException(
                    "not all of the load was taken: " + load + " " + outcome);
        }
        return outcome;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        client.close();
    }
}
