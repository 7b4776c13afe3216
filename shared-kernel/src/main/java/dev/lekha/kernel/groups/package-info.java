/** Facts about groups, what they demand of their members, and who is in them. */
@NullMarked
package dev.lekha.kernel.groups;

import org.jspecify.annotations.NullMarked;
