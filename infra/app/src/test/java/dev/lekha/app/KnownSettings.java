package dev.lekha.app;

import dev.lekha.kernel.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * The settings that there are, ours by their records and Spring Boot's by its own description, in
 * the form in which the environment has them: {@code LEKHA_MQTT_CLIENTID}.
 */
final class KnownSettings {
    private final Set<String> names = new TreeSet<>();

    /** Of settings that end in names of one's own. */
    private final Set<String> beginnings = new TreeSet<>();

    KnownSettings() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        scanner.findCandidateComponents("dev.lekha").stream()
                .map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
                .filter(Class::isRecord)
                .forEach(type ->
                        collect(type, type.getAnnotation(ConfigurationProperties.class).value()));
        described().forEach(this::collect);
    }

    boolean contains(String name) {
        var environment = inEnvironment(name);
        return names.contains(environment) || beginnings.stream().anyMatch(environment::startsWith);
    }

    private void collect(Class<?> record, String prefix) {
        for (var component : record.getRecordComponents()) {
            collect(component, prefix + "." + component.getName());
        }
    }

    private void collect(RecordComponent component, String name) {
        if (component.getType().isRecord()) {
            collect(component.getType(), name);
        } else {
            add(name, Map.class.isAssignableFrom(component.getType()));
        }
    }

    private void collect(Resource description) {
        try (var in = description.getInputStream()) {
            Json.MAPPER
                    .readTree(in)
                    .path("properties")
                    .forEach(property ->
                            add(
                                    property.path("name").asString(),
                                    property.path("type")
                                            .asString("")
                                            .startsWith("java.util.Map")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void add(String name, boolean isMap) {
        if (isMap) {
            beginnings.add(inEnvironment(name) + "_");
        } else {
            names.add(inEnvironment(name));
        }
    }

    private static String inEnvironment(String name) {
        return name.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT);
    }

    private static Stream<Resource> described() {
        try {
            return Stream.of(
                    new PathMatchingResourcePatternResolver()
                            .getResources(
                                    "classpath*:META-INF/spring-configuration-metadata.json"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
