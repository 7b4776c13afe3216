package dev.lekha.app;

import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;

/**
 * Where followers note how far they have come.
 *
 * @param byOthers whether other processes note theirs there too, and may take a follower over
 */
record Shared(TokenStore tokens, boolean byOthers) {}
