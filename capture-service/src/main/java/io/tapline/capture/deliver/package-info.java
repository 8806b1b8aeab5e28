/**
 * Delivers the frames of one source to the connection log, from the position that the log names and
 * without gaps.
 *
 * <p>One {@link io.tapline.capture.deliver.Deliverer} with one thread per source. It opens a call,
 * asks its {@link io.tapline.capture.deliver.Feed} to go to the log's next position, sends batches
 * while the stream takes them and not more than the limit is unacknowledged, and forgets nothing
 * before it is acknowledged. While a live source is silent it tells the log the time instead, so
 * that idle connections end without the next frame. When the call breaks it waits (0.1 s, doubled
 * up to 5 s) and begins again; frames are meanwhile spooled by the source. An error in the delivery
 * itself is logged once, counted, shown in the source's state, and tried again in the same way.
 *
 * <p>There are two ways to the log: gRPC, and in the all-in-one an {@link
 * io.tapline.capture.deliver.IngestLink} of the same process, which takes frames where they lie. A
 * batch belongs to the call that it was sent on, which releases it.
 */
@NullMarked
package io.tapline.capture.deliver;

import org.jspecify.annotations.NullMarked;
