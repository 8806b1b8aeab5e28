/**
 * Suricata's EVE log: of its events {@code flow} (both directions) and {@code netflow} (one
 * direction each); lines of other events are ignored, and counted by type. A flow that has events
 * of both kinds (the same {@code flow_id} and start) is counted by those that come first. Bytes are
 * those of whole frames, as Suricata counts them. {@code app_proto} is the service unless it is
 * {@code failed} or {@code unknown}; {@code flow.reason} and {@code flow.state} give the end reason
 * ({@code forced} and {@code shutdown}: forced end; {@code timeout} of a closed flow: end of flow
 * detected; other timeouts: idle timeout). {@code tunnel.proto} is the tunnel, in lower case. Not
 * kept: flow_id, community_id, host, metadata and inner VLANs.
 */
@NullMarked
package io.tapline.wire.eve;

import org.jspecify.annotations.NullMarked;
