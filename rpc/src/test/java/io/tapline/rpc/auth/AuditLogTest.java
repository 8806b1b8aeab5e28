package io.tapline.rpc.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditLogTest {
  private final List<String> lines = new ArrayList<>();
  private final AuditLog audit = new AuditLog(lines::add);

  private static AuditLog.Entry entry(@Nullable Principal caller, String second) {
    return new AuditLog.Entry(
        Instant.parse("2026-11-28T06:00:" + second + "Z"),
        "grpc",
        caller,
        "192.0.2.7",
        "tapline.flowlog.v1.ConnectionService/SearchConnections",
        "OK",
        12_345_678,
        Map.of("filter", "service = \"dns\"\n"));
  }

  @Test
  void a_call_is_one_line_of_json_whatever_was_asked() {
    audit.record(entry(new Principal("alice", Role.VIEWER), "00"));
    assertThat(lines)
        .containsExactly(
            "{\"time\":\"2026-11-28T06:00:00Z\",\"protocol\":\"grpc\",\"principal\":\"alice\","
                + "\"role\":\"viewer\",\"remote\":\"192.0.2.7\","
                + "\"called\":\"tapline.flowlog.v1.ConnectionService/SearchConnections\","
                + "\"code\":\"OK\",\"millis\":12,"
                + "\"asked\":{\"filter\":\"service = \\\"dns\\\"\\n\"}}");
  }

  @Test
  void the_process_itself_has_no_lines() {
    audit.record(entry(Principal.PROCESS, "00"));
    assertThat(lines).isEmpty();
  }

  @Test
  void callers_without_a_name_cannot_push_out_those_who_have_one() {
    for (int i = 0; i < 1_000; i++) {
      audit.record(entry(null, "00"));
    }
    assertThat(lines).hasSize(AuditLog.MAX_UNKNOWN_PER_MINUTE);
    audit.record(entry(new Principal("alice", Role.VIEWER), "01"));
    assertThat(lines).hasSize(AuditLog.MAX_UNKNOWN_PER_MINUTE + 1);
  }
}
