package dev.lekha.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.beans.BeansException;
import org.springframework.boot.SpringApplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code lekha up}: runs the platform until it is told to stop. */
@Command(
        name = "up",
        description = "Runs the platform; settings as --name=value, see infra/docs/settings.md.")
final class Up implements Callable<Integer> {
    /** Not an exit code: the platform goes on in its own threads. */
    static final int RUNNING = -1;

    private static final int NOT_STARTED = 1;

    @Unmatched private final List<String> settings = new ArrayList<>();

    @Override
    public Integer call() {
        try {
            SpringApplication.run(Platform.class, settings.toArray(String[]::new));
            return RUNNING;
        } catch (BeansException told) {
            // Spring Boot has told what is wrong and what to do about it.
            return NOT_STARTED;
        }
    }
}
