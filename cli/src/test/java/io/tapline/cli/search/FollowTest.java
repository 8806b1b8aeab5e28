package io.tapline.cli.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.tapline.cli.ExitCode;
import io.tapline.cli.ServedCommand;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.ConnectionWatchServiceGrpc;
import io.tapline.flowlog.v1.WatchConnectionsRequest;
import io.tapline.flowlog.v1.WatchConnectionsResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowTest {
  private final FakeWatch watch = new FakeWatch();
  @RegisterExtension final ServedCommand cli = new ServedCommand("search --follow", watch);
  @TempDir Path directory;

  @Test
  void it_reconnects_with_the_last_token_and_keeps_it_in_a_file() throws IOException {
    Path token = directory.resolve("token");
    assertThat(cli.run("--limit", "2", "--format", "csv", "--resume-file", token.toString(), "dns"))
        .as(cli.err())
        .isZero();
    assertThat(watch.requests)
        .extracting(WatchConnectionsRequest::getResumeToken)
        .containsExactly("", "token-1");
    assertThat(watch.requests.getFirst().getFilter()).isEqualTo("dns");
    assertThat(watch.requests.getFirst().getUpdates()).isFalse();
    assertThat(cli.out().lines().skip(1)).hasSize(2);
    assertThat(token).hasContent("token-2");
    assertThat(cli.run("--limit", "1", "--updates", "--resume-file", token.toString())).isZero();
    assertThat(watch.requests.getLast().getResumeToken()).isEqualTo("token-2");
    assertThat(watch.requests.getLast().getUpdates()).isTrue();
  }

  @Test
  void a_table_prints_what_came_at_once_under_one_header_and_says_what_was_skipped() {
    watch.skipped = 7;
    assertThat(cli.run("--limit", "2")).isZero();
    assertThat(cli.out().lines()).hasSize(3);
    assertThat(cli.err()).contains("Skipped 7 connections", "--from 1970-01-01T00:00:01.000000Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--from=now-2h", "--day=today", "--started", "--count", "--all"})
  void what_does_not_go_with_following_is_a_usage_error(String option) {
    assertThat(cli.run(option)).isEqualTo(ExitCode.USAGE);
    assertThat(watch.requests).isEmpty();
  }

  /** Sends one connection for each call, then is away. */
  private static final class FakeWatch
      extends ConnectionWatchServiceGrpc.ConnectionWatchServiceImplBase {
    private final List<WatchConnectionsRequest> requests = new ArrayList<>();
    private long skipped;

    @Override
    public void watchConnections(
        WatchConnectionsRequest request, StreamObserver<WatchConnectionsResponse> answers) {
      requests.add(request);
      answers.onNext(
          WatchConnectionsResponse.newBuilder()
              .addConnections(Connection.newBuilder().setId("1-" + requests.size()))
              .setSkippedConnections(skipped)
              .setSkippedInterval(
                  Interval.newBuilder()
                      .setStartTime(Timestamp.newBuilder().setSeconds(1))
                      .setEndTime(Timestamp.newBuilder().setSeconds(2)))
              .setResumeToken("token-" + requests.size())
              .build());
      answers.onError(Status.UNAVAILABLE.asRuntimeException());
    }
  }
}
