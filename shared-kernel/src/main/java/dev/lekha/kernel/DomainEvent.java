package dev.lekha.kernel;

/**
 * Something that happened and is never unsaid. Every implementation is a record nested in its
 * capability's sealed interface, carries {@code @Event(namespace, name, version)} (its stored name,
 * for ever) and marks the identities that decisions look up with {@code @EventTag}.
 */
public interface DomainEvent {}
