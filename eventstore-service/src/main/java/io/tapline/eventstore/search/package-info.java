/**
 * Finds events: all given filters must match, latest detection first, page after page.
 *
 * <p>Promises: pages are stable while events are written (keyset by detection time and id); a page
 * token works only with the question it was given for. Limits: values per filter, events and bytes
 * per page. Called by the event endpoint.
 */
@NullMarked
package io.tapline.eventstore.search;

import org.jspecify.annotations.NullMarked;
