package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import io.tapline.cli.TaplineCli;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole road, through the commands that a person types. */
@Tag("layouts")
class StandaloneIT {
  private static final int CONNECTIONS = 500;

  @TempDir static Path temporary;

  @Test
  void from_a_capture_file_to_every_answer_and_over_a_restart() throws Exception {
    Path capture = GeneratedCapture.write(temporary.resolve("small.pcapng"), CONNECTIONS);
    Path data = temporary.resolve("data");
    try (TaplineProcess tapline = TaplineProcess.start(data)) {
      assertThat(run(tapline, "import", capture.toString()))
          .contains("1,000 frames", "500 connections", "0 frames lost");
      assertAnswers(tapline);
      assertThat(run(tapline, "import", capture.toString())).contains("already imported");
      assertThat(services(tapline))
          .contains(
              "tapline.capture.v1.ImportService",
              "tapline.flowlog.v1.ConnectionService",
              "tapline.flowlog.v1.ConnectionWatchService",
              "tapline.report.v1.ReportService",
              "tapline.eventstore.v1.EventService");
      assertThat(tapline.stop()).as("stops by itself").isTrue();
    }
    try (TaplineProcess again = TaplineProcess.start(data)) {
      assertAnswers(again);
    }
  }

  private static void assertAnswers(TaplineProcess tapline) {
    assertThat(run(tapline, "search", "--count", "--format", "json"))
        .contains("\"connections\":500", "\"packets\":1000");
    assertThat(run(tapline, "search", "--all", "--format", "csv").lines()).hasSize(501);
    assertThat(run(tapline, "report", "top-talkers", "--side", "server")).contains("10.1.0.1");
    assertThat(run(tapline, "top", "server_port", "--format", "csv")).contains("5353,500,1000");
    assertThat(run(tapline, "events", "list", "--format", "csv")).startsWith("detect_time,");
  }

  private static String run(TaplineProcess tapline, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = TaplineCli.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--server", tapline.server()));
    int exit = line.execute(all.toArray(String[]::new));
    assertThat(exit).as(String.join(" ", all) + ": " + err).isLessThanOrEqualTo(1);
    return out.toString();
  }

  /** Asked as a client that knows nothing of our contracts would. */
  private static List<String> services(TaplineProcess tapline) throws Exception {
    List<String> all = new ArrayList<>();
    for (ManagedChannel channel : tapline.connectEach()) {
      all.addAll(services(channel));
    }
    return all;
  }

  private static List<String> services(ManagedChannel channel) throws Exception {
    CompletableFuture<List<String>> names = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> requests =
        ServerReflectionGrpc.newStub(channel).serverReflectionInfo(new Listing(names));
    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    try {
      return names.get(30, TimeUnit.SECONDS);
    } finally {
      channel.shutdownNow();
    }
  }

  private record Listing(CompletableFuture<List<String>> names)
      implements StreamObserver<ServerReflectionResponse> {
    @Override
    public void onNext(ServerReflectionResponse response) {
      names.complete(
          response.getListServicesResponse().getServiceList().stream()
              .map(ServiceResponse::getName)
              .toList());
    }

    @Override
    public void onError(Throwable failure) {
      names.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      names.completeExceptionally(new IllegalStateException("ended without an answer"));
    }
  }
}
