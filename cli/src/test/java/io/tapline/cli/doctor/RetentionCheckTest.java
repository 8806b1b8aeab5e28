package io.tapline.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.tapline.flowlog.v1.RetentionStatus;
import org.junit.jupiter.api.Test;

class RetentionCheckTest {
  @Test
  void a_log_with_enough_free_space_is_well() {
    Finding finding =
        RetentionCheck.of(
            RetentionStatus.newBuilder()
                .setFreeBytes(50_000_000_000L)
                .setReserveBytes(2_000_000_000L)
                .build());
    assertThat(finding.verdict()).isEqualTo(Verdict.OK);
    assertThat(finding.found())
        .isEqualTo("50.0 GB free, 2.00 GB of it reserved, nothing left so far");
  }

  @Test
  void limits_and_what_left_are_said() {
    Finding finding =
        RetentionCheck.of(
            RetentionStatus.newBuilder()
                .setAge(Duration.newBuilder().setSeconds(400 * 86_400))
                .setLimitBytes(1_000_000_000)
                .setRemovedConnections(1)
                .setLastRemovalTime(Timestamp.newBuilder().setSeconds(1_772_359_200).setNanos(5))
                .build());
    assertThat(finding.verdict()).isEqualTo(Verdict.OK);
    assertThat(finding.found())
        .isEqualTo(
            "kept for 400 days, at most 1.00 GB, 1 connection left, the last on 2026-03-01T10:00:00Z");
  }

  @Test
  void a_remote_database_without_a_limit_and_a_short_disk_need_advice() {
    Finding remote = RetentionCheck.of(RetentionStatus.getDefaultInstance());
    assertThat(remote.verdict()).isEqualTo(Verdict.LIMITED);
    assertThat(remote.advice()).contains("tapline.flowlog.retention.bytes");
    Finding full =
        RetentionCheck.of(RetentionStatus.newBuilder().setFreeBytes(1).setReserveBytes(2).build());
    assertThat(full.verdict()).isEqualTo(Verdict.LIMITED);
    assertThat(full.advice()).contains("free some space");
  }
}
