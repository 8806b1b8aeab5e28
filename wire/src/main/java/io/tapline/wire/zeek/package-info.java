/**
 * Zeek's conn.log, as tab-separated values with its header (any order and choice of columns, also
 * repeated and changed within the file) and as JSON lines: each connection is a flow with both
 * directions. The endpoints' columns are known with any scope separator ({@code id.orig_h}, {@code
 * id_orig_h}), and in JSON as the members of an object {@code id}. {@code orig_bytes} and {@code
 * resp_bytes} are the payload; the bytes on the wire are {@code *_ip_bytes}, and the payload where
 * those are not told. For ICMP Zeek writes the type as the originator's port and the answering type
 * or the code as the responder's; here they are type and code. {@code unknown_transport} without a
 * number is protocol 0. The first of {@code tunnel_parents} is kept as the tunnel {@code
 * parent/UID}. Not kept: uid, community_id, missed_bytes, local_orig, local_resp, inner_vlan and
 * columns of other packages. Lines of other logs are ignored and counted.
 */
@NullMarked
package io.tapline.wire.zeek;

import org.jspecify.annotations.NullMarked;
