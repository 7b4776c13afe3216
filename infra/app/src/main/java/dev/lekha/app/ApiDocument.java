package dev.lekha.app;

import dev.lekha.command.CommandCatalogue;
import dev.lekha.edge.http.ApiDescription;
import dev.lekha.edge.http.CommandDescription;
import dev.lekha.edge.http.JsonSchemas;
import dev.lekha.edge.http.ViewDescription;
import dev.lekha.query.ViewDirectory;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Describes to the documents what has been found: every command and every view. */
@Configuration(proxyBeanMethods = false)
class ApiDocument {
    @Bean
    ApiDescription description(CommandCatalogue commands, ViewDirectory directory) {
        return new ApiDescription(
                "1",
                commands.entries().stream().map(ApiDocument::describe).toList(),
                directory.views().stream()
                        .map(view ->
                                new ViewDescription(
                                        view.name(),
                                        view.capability(),
                                        view.fields(),
                                        JsonSchemas.of(view.row()),
                                        view.readers(),
                                        !view.parties().isEmpty()))
                        .toList());
    }

    private static CommandDescription describe(CommandCatalogue.Entry entry) {
        return new CommandDescription(
                entry.capability(),
                entry.name(),
                words(entry.name()),
                JsonSchemas.of(entry.type()),
                entry.allowed());
    }

    /** {@code RegisterNode} reads "Register node." */
    private static String words(String name) {
        return name.charAt(0)
                + name.substring(1).replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT)
                + ".";
    }
}
