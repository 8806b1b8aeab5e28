/**
 * Turns frames into connections: one row for all packets between two endpoints, both directions
 * together, from the first frame until the end or until nothing came for a while.
 *
 * <p>Promises: every frame handed to {@link ConnectionTable#track} is counted in exactly one
 * connection; the same frames give the same rows, whatever the batching, the moment of ticks,
 * snapshots or restores; nothing is allocated per packet after warm-up. Only packet times decide.
 *
 * <p>Limits: one thread per table; {@link TableConfig#maxConnections} open connections, beyond
 * which the longest idle one is closed with {@link CloseReason#EVICTED} and counted. A frame whose
 * time lies far in the future ends what is idle by that time; once the clock has been set back,
 * nothing is idle before the frames reach the old time again.
 *
 * <p>Called by the worker of a source; what it closes goes to the segment writer.
 */
@NullMarked
package io.tapline.flowlog.assemble;

import org.jspecify.annotations.NullMarked;
