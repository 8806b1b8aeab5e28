/**
 * IDEA messages (format IDEA0): strict reading, and the columns an event is found by.
 *
 * <p>Promises: what is refused is refused with the path of the field and the reason; what is
 * accepted keeps its text byte for byte. Limits: {@link io.tapline.eventstore.idea.IdeaLimits}.
 * Callers: the event package inserts, the search package reads addresses of filters.
 *
 * <p>The columns follow Mentat's converter: IPv4 list then IPv6 list of each source, ports sorted
 * and unique, types sorted and unique with their case, protocols of both sides lower-cased, sorted
 * and unique, categories in order, class and severity in lower case, {@code _CESNET.StorageTime}
 * kept. A message without a node is refused as Mentat does. Differences: a node without a name is
 * refused with its path (Mentat: {@code KeyError}); a severity outside of the vocabulary is
 * refused; a null character, which no PostgreSQL text can hold, becomes U+FFFD in columns and stays
 * as it is in the message.
 */
@NullMarked
package io.tapline.eventstore.idea;

import org.jspecify.annotations.NullMarked;
