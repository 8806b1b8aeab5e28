package io.tapline.report.detect;

import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.util.List;

/**
 * A rule: in a window, a key that counts at least {@code threshold} distinct values of a column.
 *
 * @param name also the event's class
 * @param counted what is counted, for people
 * @param filter which connections count, in the log's filter language
 * @param key columns that make the key; the first is the client
 * @param distinct the column whose values are counted
 */
public record Detection(
    String name,
    String description,
    long threshold,
    String counted,
    String filter,
    List<String> key,
    String distinct) {

  public static final String CATEGORY = "Recon.Scanning";
  public static final String SEVERITY = "medium";

  /**
   * TCP attempts that came to nothing: no payload either way, and refused, unanswered or torn down
   * at once. Left out are established connections that are merely quiet (S1, S2, S3), pieces
   * without a beginning (OTH, for example keep-alives when a capture starts), and UDP, where an
   * answer is not owed: traceroute, RTP and one-sided captures look like scans there.
   *
   * <p>Flow records do not report payload, and often one direction only. Of theirs, those count in
   * which the client acknowledged nothing, so that nothing can have come of them: its flags are at
   * most FIN, SYN and RST, or with those of a SYN that offers ECN. Of samples, the packets that are
   * missing were not looked at; of an accepted packet, a firewall does not say what came after it.
   */
  static final String FUTILE =
      "protocol = tcp AND client_payload_bytes = 0 AND server_payload_bytes = 0"
          + " AND NOT (conn_state = S1 OR conn_state = S2 OR conn_state = S3 OR conn_state = OTH)"
          + " AND (flow_records = 0 OR (sampling_interval >= 0 AND sampling_interval <= 1"
          + " AND NOT firewall_action = accept"
          + " AND (client_tcp_flags < 8 OR client_tcp_flags = 194 OR client_tcp_flags = 198)"
          + " AND (conn_state = S0 OR conn_state = REJ OR conn_state = RSTOS0"
          + " OR conn_state = RSTO)))";

  public Detection {
    key = List.copyOf(key);
  }

  /** One client tries many servers on one port. */
  public static Detection hostScan(long servers) {
    return new Detection(
        "host-scan",
        "One client tries one TCP port on many servers and nothing comes of it.",
        servers,
        "distinct servers on one port",
        FUTILE,
        List.of("client", "server_port"),
        "server");
  }

  /** One client tries many ports of one server. */
  public static Detection portScan(long ports) {
    return new Detection(
        "port-scan",
        "One client tries many TCP ports of one server and nothing comes of it.",
        ports,
        "distinct ports of one server",
        FUTILE,
        List.of("client", "server"),
        "server_port");
  }

  AggregateQuestion question(Span span, int limit) {
    List<Measure> measures =
        List.of(
            Measure.distinct(distinct),
            Measure.CONNECTIONS,
            Measure.FIRST_START_NANOS,
            Measure.LAST_END_NANOS);
    Scope scope = Scope.started(span.start(), span.end(), filter);
    return new AggregateQuestion(scope, key, measures, 0, limit, null);
  }

  /** The same for each window by itself. */
  AggregateQuestion questionPerWindow(Span span, int limit, Duration window) {
    return question(span, limit).perBucket(window);
  }

  /** Another text for another rule. */
  String fingerprint() {
    String rule = filter + '|' + String.join(",", key) + '|' + distinct;
    return name + '=' + threshold + '/' + Integer.toHexString(rule.hashCode());
  }

  /** The filter that shows the connections of one key. */
  String filterFor(List<String> values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < key.size(); i++) {
      text.append(key.get(i)).append(" = ").append(values.get(i)).append(" AND ");
    }
    return text.append(filter).toString();
  }
}
