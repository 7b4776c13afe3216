/**
 * The store that several nodes share: log, tokens and views in one MongoDB database. The documents
 * are drawn in {@code infra/docs/formats/mongo.md}.
 */
@NullMarked
package dev.lekha.store.mongo;

import org.jspecify.annotations.NullMarked;
