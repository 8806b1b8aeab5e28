/**
 * Turns frames and flow records into connections: one row for all packets between two endpoints,
 * both directions together, from the first frame until the end or until nothing came for a while.
 *
 * <p>Promises: every frame handed to {@link PacketTracker#track} is counted in exactly one
 * connection or has another outcome; the same frames give the same rows, whatever the batching, the
 * moment of ticks, snapshots or restores; nothing is allocated per packet after warm-up. Only
 * packet times decide.
 *
 * <p>A connection in a tunnel is another one than that with the same endpoints outside, or in
 * another tunnel ({@link Context}); but for tunnels whose directions have ids of their own, which
 * tell nothing apart. Later fragments are counted at the connection of the first, an ICMP error is
 * noted at the connection that it quotes: {@link PacketTracker}.
 *
 * <p>Flow records are counted by {@link ConnectionTable#trackFlow}, with their sampling applied
 * there and nowhere else: both directions and successive exports of a flow are one row, what
 * different exporters, or their observation domains, tell is never mixed. A record that is a row of
 * its own is read through {@link RecordView}.
 *
 * <p>Limits: one thread per table; {@link TableConfig#maxConnections} open connections, beyond
 * which the longest idle one is closed with {@link CloseReason#EVICTED} and counted; {@link
 * TableConfig#maxContexts}; {@link FragmentTable#DEFAULT_DATAGRAMS} fragmented datagrams for {@link
 * FragmentTable#TIMEOUT_NANOS}. A frame whose time lies far in the future ends what is idle by that
 * time; once the clock has been set back, nothing is idle before the frames reach the old time
 * again.
 *
 * <p>Called by the worker of a source; what it closes goes to the segment writer.
 */
@NullMarked
package io.tapline.flowlog.assemble;

import org.jspecify.annotations.NullMarked;
