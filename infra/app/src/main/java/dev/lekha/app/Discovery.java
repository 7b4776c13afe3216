package dev.lekha.app;

import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Decision;
import dev.lekha.command.Policy;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Upcaster;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.List;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.springframework.beans.BeanUtils;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.core.type.filter.TypeFilter;
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
                classes(new AnnotationTypeFilter(Event.class), DomainEvent.class),
                instances(Upcaster.class));
    }

    public static CommandCatalogue commands() {
        var decisions = classes(new AnnotationTypeFilter(Command.class), Decision.class);
        return new CommandCatalogue(
                decisions.stream().<Class<? extends Decision<?>>>map(Discovery::decision).toList());
    }

    public static List<Projection<?>> projections() {
        return classes(new AnnotationTypeFilter(View.class), Projection.class).stream()
                .<Projection<?>>map(BeanUtils::instantiateClass)
                .toList();
    }

    public static List<Policy> policies() {
        return instances(Policy.class);
    }

    @SuppressWarnings("unchecked") // whatever its state may be, it is a decision
    private static Class<? extends Decision<?>> decision(Class<? extends Decision> type) {
        return (Class<? extends Decision<?>>) type;
    }

    private static <T> List<T> instances(Class<T> type) {
        return classes(new AssignableTypeFilter(type), type).stream()
                .<T>map(BeanUtils::instantiateClass)
                .toList();
    }

    /**
     * Concrete classes, in the order of their names, so that every start finds them in the same
     * order.
     */
    private static <T> List<Class<? extends T>> classes(TypeFilter filter, Class<T> type) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(filter);
        return scanner.findCandidateComponents(EVERYTHING_OF_OURS).stream()
                .map(found ->
                        ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
                .filter(found -> !Modifier.isAbstract(found.getModifiers()))
                .<Class<? extends T>>map(found -> found.asSubclass(type))
                .sorted(Comparator.comparing(Class::getName))
                .toList();
    }
}
