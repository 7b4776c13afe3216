package dev.lekha.edge.http;

import java.util.List;

/** All that can be sent and asked; the app gives it from what it found on the classpath. */
public record ApiDescription(
        String version, List<CommandDescription> commands, List<ViewDescription> views) {
    public ApiDescription {
        commands = List.copyOf(commands);
        views = List.copyOf(views);
    }
}
