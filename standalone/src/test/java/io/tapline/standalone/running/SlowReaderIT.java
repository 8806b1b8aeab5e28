package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.tapline.cli.ExitCode;
import io.tapline.flowlog.v1.ConnectionServiceGrpc;
import io.tapline.flowlog.v1.StreamConnectionsRequest;
import io.tapline.flowlog.v1.StreamConnectionsResponse;
import io.tapline.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that begin to read a stream of connections and then stop. */
@Tag("crash")
class SlowReaderIT {
  private static final int CONNECTIONS = 400_000;

  /** More than there are turns for questions at a time, and one place for a stream is left. */
  private static final int READERS = 7;

  private static final int MESSAGES = 2;

  /** Far less than what the streams would take if the server did not wait. */
  private static final long MOST_GROWTH_KIB = 300 << 10;

  @TempDir Path temporary;

  @Test
  void readers_that_stop_hold_neither_memory_nor_others_and_go_with_their_channel()
      throws Exception {
    try (TaplineProcess tapline = TaplineProcess.start(temporary.resolve("data"))) {
      Path capture = GeneratedCapture.write(temporary.resolve("large.pcapng"), CONNECTIONS);
      Command imported = Command.run(tapline, "import", capture.toString());
      assertThat(imported.exit()).as(imported.err()).isEqualTo(ExitCode.DONE);
      assertThat(rows(tapline)).isEqualTo(CONNECTIONS);
      long before = residentKib(tapline);
      List<ManagedChannel> channels = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        channels.add(stopped(tapline));
      }
      assertThat(threads(tapline)).isGreaterThan(READERS);
      assertThat(rows(tapline)).as("beside them").isEqualTo(CONNECTIONS);
      Command count = LoggedConnections.count(tapline, "large.pcapng");
      assertThat(count.out()).contains("\"connections\":" + CONNECTIONS);
      assertThat(residentKib(tapline) - before).isLessThan(MOST_GROWTH_KIB);
      channels.forEach(ManagedChannel::shutdownNow);
      Await.until("threads that answer", () -> threads(tapline), left -> left <= 1);
      assertThat(tapline.log()).doesNotContain("ERROR");
    }
  }

  /** Reads a few messages on a channel of its own, and then no more. */
  private static ManagedChannel stopped(TaplineProcess tapline) throws InterruptedException {
    ManagedChannel channel = tapline.connect();
    CountDownLatch messages = new CountDownLatch(MESSAGES);
    AtomicReference<String> ended = new AtomicReference<>("");
    ClientCall<StreamConnectionsRequest, StreamConnectionsResponse> call =
        channel.newCall(ConnectionServiceGrpc.getStreamConnectionsMethod(), CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(StreamConnectionsResponse message) {
            messages.countDown();
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            ended.compareAndSet("", status.toString());
          }
        },
        new Metadata());
    call.sendMessage(StreamConnectionsRequest.getDefaultInstance());
    call.halfClose();
    call.request(MESSAGES);
    assertThat(messages.await(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)).as(ended.get()).isTrue();
    return channel;
  }

  private static int rows(TaplineProcess tapline) {
    Command all =
        Command.run(tapline, "search", "--all", "--columns", "client_port", "--format", "csv");
    assertThat(all.exit()).as(all.err()).isEqualTo(ExitCode.DONE);
    return all.rows().size();
  }

  private static long residentKib(TaplineProcess tapline) throws Exception {
    return Files.readAllLines(process(tapline).resolve("status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Threads that answer questions, which end when they have been idle for a while, and their clock.
   */
  private static long threads(TaplineProcess tapline) throws Exception {
    long count = 0;
    try (var tasks = Files.newDirectoryStream(process(tapline).resolve("task"))) {
      for (Path task : tasks) {
        count += name(task).startsWith("flowlog-search") ? 1 : 0;
      }
    }
    return count;
  }

  /** Empty when the thread has ended, perhaps while this was read. */
  private static String name(Path task) {
    try {
      return Files.readString(task.resolve("comm"));
    } catch (IOException e) {
      return "";
    }
  }

  private static Path process(TaplineProcess tapline) {
    return Path.of("/proc", Long.toString(tapline.process().pid()));
  }
}
