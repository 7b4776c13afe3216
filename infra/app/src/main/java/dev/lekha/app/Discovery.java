package dev.lekha.app;

import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Decision;
import dev.lekha.command.Policy;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Upcaster;
import dev.lekha.projection.Projecting;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import dev.lekha.projection.Views;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.List;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.springframework.beans.BeanUtils;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Finds events, commands, views, policies and upcasters on the classpath, so that none is
 * registered by hand.
 */
public final class Discovery {
    private static final String EVERYTHING_OF_OURS = "dev.lekha";

    private Discovery() {}

    public static EventCatalogue events() {
        return new EventCatalogue(
                annotated(Event.class, DomainEvent.class), instances(Upcaster.class));
    }

    public static CommandCatalogue commands() {
        return commands("");
    }

    /**
     * @param domain in which this process hears devices, or empty
     */
    public static CommandCatalogue commands(String domain) {
        return new CommandCatalogue(
                annotated(Command.class, Decision.class).stream()
                        .<Class<? extends Decision<?>>>map(Discovery::decision)
                        .toList(),
                domain);
    }

    public static List<Projection<?>> projections() {
        return annotated(View.class, Projection.class).stream()
                .<Projection<?>>map(BeanUtils::instantiateClass)
                .toList();
    }

    /** Every view, folded into these rows. */
    static List<Projecting<?>> views(Views rows) {
        return projections().stream().<Projecting<?>>map(view -> projecting(view, rows)).toList();
    }

    private static <R extends Record> Projecting<R> projecting(Projection<R> view, Views rows) {
        return new Projecting<>(view, rows, _ -> {});
    }

    public static List<Policy> policies() {
        return instances(Policy.class);
    }

    @SuppressWarnings("unchecked") // whatever its state may be, it is a decision
    private static Class<? extends Decision<?>> decision(Class<? extends Decision> type) {
        return (Class<? extends Decision<?>>) type;
    }

    private static <T> List<T> instances(Class<T> type) {
        return Found.CLASSES.stream()
                .filter(type::isAssignableFrom)
                .<T>map(found -> BeanUtils.instantiateClass(found.asSubclass(type)))
                .toList();
    }

    private static <T> List<Class<? extends T>> annotated(
            Class<? extends Annotation> by, Class<T> type) {
        return Found.CLASSES.stream()
                .filter(found -> found.isAnnotationPresent(by))
                .<Class<? extends T>>map(found -> found.asSubclass(type))
                .toList();
    }

    /** Looked for once in a process: that reads every class file there is. */
    private static final class Found {
        private static final List<Class<?>> CLASSES = find();

        /**
         * Concrete classes, in the order of their names, so that every start finds them in the same
         * order.
         */
        private static List<Class<?>> find() {
            var scanner = new ClassPathScanningCandidateComponentProvider(false);
            for (var annotation : List.of(Event.class, Command.class, View.class)) {
                scanner.addIncludeFilter(new AnnotationTypeFilter(annotation));
            }
            for (var type : List.of(Upcaster.class, Policy.class)) {
                scanner.addIncludeFilter(new AssignableTypeFilter(type));
            }
            return scanner.findCandidateComponents(EVERYTHING_OF_OURS).stream()
                    .<Class<?>>map(found ->
                            ClassUtils.resolveClassName(
                                    String.valueOf(found.getBeanClassName()), null))
                    .filter(found -> !Modifier.isAbstract(found.getModifiers()))
                    .sorted(Comparator.comparing(Class::getName))
                    .toList();
        }
    }
}
