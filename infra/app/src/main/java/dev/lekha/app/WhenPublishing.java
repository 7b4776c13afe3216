package dev.lekha.app;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether this process publishes: as {@code lekha.evidence.enabled} says, and by itself where it
 * has the log for itself. Processes that share a log have to share folders first.
 */
final class WhenPublishing implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var settings = context.getEnvironment();
        var said = settings.getProperty("lekha.evidence.enabled", Boolean.class);
        return said != null ? said : settings.getProperty("lekha.store", "").isEmpty();
    }
}
