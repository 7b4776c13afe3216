/** What an auditor asks of evidence beyond looking rows up. */
@NullMarked
package dev.lekha.query.evidence;

import org.jspecify.annotations.NullMarked;
