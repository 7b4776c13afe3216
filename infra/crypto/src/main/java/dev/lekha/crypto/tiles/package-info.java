/**
 * The tree as static files, after c2sp.org/tlog-tiles: hash tiles and entry bundles. Drawn in
 * {@code infra/docs/formats/tiles.md}.
 */
@NullMarked
package dev.lekha.crypto.tiles;

import org.jspecify.annotations.NullMarked;
