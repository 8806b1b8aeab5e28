/** Suricata's EVE log: its events {@code flow} (both directions) and {@code netflow} (one). */
@NullMarked
package io.tapline.wire.eve;

import org.jspecify.annotations.NullMarked;
