package dev.lekha.app;

import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.logback.LogbackLoggingSystem;

/**
 * Spring Boot's own logging, whatever configuration files libraries bring along: the broker brings
 * one.
 */
public final class PlainLogging extends LogbackLoggingSystem {
    public PlainLogging(ClassLoader loader) {
        super(loader);
    }

    /** Makes it the logging of whatever Spring application is started next. */
    static void use() {
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, PlainLogging.class.getName());
    }

    @Override
    protected String[] getStandardConfigLocations() {
        return new String[0];
    }
}
