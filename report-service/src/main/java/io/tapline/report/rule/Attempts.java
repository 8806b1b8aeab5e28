package io.tapline.report.rule;

/** Filters for TCP connections by what came of them, which several detections share. */
final class Attempts {
  /**
   * Of flow records: not sampled, since what is missing may not have been looked at, and not of a
   * packet that a firewall accepted, since it does not say what came after it.
   */
  private static final String SEEN_WHOLE =
      "sampling_interval >= 0 AND sampling_interval <= 1 AND NOT firewall_action = accept";

  /** The client acknowledged nothing: FIN, SYN and RST at most, or a SYN that offers ECN. */
  private static final String NO_ACKNOWLEDGEMENT =
      "(client_tcp_flags < 8 OR client_tcp_flags = 194 OR client_tcp_flags = 198)";

  /**
   * TCP attempts that came to nothing: no payload either way, and refused, unanswered or torn down
   * at once. Left out are established connections that are merely quiet (S1, S2, S3), pieces
   * without a beginning (OTH, for example keep-alives when a capture starts), and UDP, where an
   * answer is not owed: traceroute, RTP and one-sided captures look like scans there.
   *
   * <p>Flow records do not report payload, and often one direction only. Of theirs, those count in
   * which the client acknowledged nothing, so that nothing can have come of them.
   */
  static final String FUTILE =
      "protocol = tcp AND client_payload_bytes = 0 AND server_payload_bytes = 0"
          + " AND NOT (conn_state = S1 OR conn_state = S2 OR conn_state = S3 OR conn_state = OTH)"
          + " AND (flow_records = 0 OR ("
          + SEEN_WHOLE
          + " AND "
          + NO_ACKNOWLEDGEMENT
          + " AND (conn_state = S0 OR conn_state = REJ OR conn_state = RSTOS0"
          + " OR conn_state = RSTO)))";

  /**
   * The client sent a SYN, perhaps once more, and nothing after it, answered or not: what fills the
   * table of half-open connections. A client that means it repeats its SYN more often, and a closed
   * port answers with RST. Where flags are not reported, the state says it.
   */
  static final String HALF_OPEN =
      "protocol = tcp AND client_packets <= 2 AND NOT conn_state = REJ"
          + " AND (client_tcp_flags = 2 OR client_tcp_flags = 194"
          + " OR (client_tcp_flags = 0 AND conn_state = S0))"
          + " AND (flow_records = 0 OR ("
          + SEEN_WHOLE
          + "))";

  /** Both sides said something: payload, or in flow records an acknowledgement and an answer. */
  static final String CONVERSED =
      "protocol = tcp AND ((client_payload_bytes > 0 AND server_payload_bytes > 0)"
          + " OR (flow_records > 0 AND server_packets > 2 AND NOT "
          + NO_ACKNOWLEDGEMENT
          + "))";

  private Attempts() {}
}
