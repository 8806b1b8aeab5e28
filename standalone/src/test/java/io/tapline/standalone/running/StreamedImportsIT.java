package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.tapline.capture.v1.ImportFileHeader;
import io.tapline.capture.v1.ImportFileRequest;
import io.tapline.capture.v1.ImportFileResponse;
import io.tapline.capture.v1.ImportServiceGrpc;
import io.tapline.capture.v1.ReadInPlaceProof;
import io.tapline.cli.ExitCode;
import io.tapline.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a file gets into the log: read where it lies, sent once, or while a pipe runs. */
@Tag("layouts")
class StreamedImportsIT {
  private static final int CONNECTIONS = 20_000;

  @TempDir static Path temporary;
  private static Path data;
  private static TaplineProcess tapline;

  @BeforeAll
  static void start() throws Exception {
    data = temporary.resolve("data");
    tapline = TaplineProcess.start(data);
  }

  @AfterAll
  static void stop() {
    tapline.close();
  }

  @Test
  void the_owners_command_has_a_file_read_where_it_lies() throws Exception {
    Path capture = GeneratedCapture.write(temporary.resolve("placed.pcapng"), CONNECTIONS);
    List<Path> before = stored();
    assertThat(imported(capture)).contains("40,000 frames", "20,000 connections");
    assertThat(stored()).isEqualTo(before);
    assertThat(imported(capture)).contains("already imported");
    Path copy = Files.copy(capture, temporary.resolve("copy.pcapng"));
    assertThat(imported(copy)).contains("already imported");
  }

  @Test
  void who_cannot_read_the_key_sends_the_file_once() throws Exception {
    Path key = data.resolve("capture/read-in-place.key");
    Path hidden = Files.move(key, temporary.resolve("hidden"));
    try {
      Path capture = GeneratedCapture.write(temporary.resolve("sent.pcapng"), 1, CONNECTIONS);
      int before = stored().size();
      assertThat(imported(capture)).contains("20,000 connections");
      assertThat(stored()).hasSize(before + 1);
      assertThat(imported(capture)).contains("already imported");
      assertThat(stored()).hasSize(before + 1);
    } finally {
      Files.move(hidden, key);
    }
  }

  @Test
  void a_path_without_the_owners_proof_is_refused() throws Exception {
    Path capture = GeneratedCapture.write(temporary.resolve("foreign.pcapng"), 3);
    ImportFileHeader header =
        ImportFileHeader.newBuilder()
            .setFileName("foreign")
            .setServerPath(capture.toRealPath().toString())
            .build();
    ReadInPlaceProof forged =
        ReadInPlaceProof.newBuilder().setSizeBytes(Files.size(capture)).build();
    assertThat(refusal(header)).contains("may not be read");
    assertThat(refusal(header.toBuilder().setProof(forged).build())).contains("may not be read");
  }

  @Test
  void a_pipe_is_in_the_log_while_it_runs() throws Exception {
    Path capture = GeneratedCapture.write(temporary.resolve("pipe.pcapng"), 2, CONNECTIONS);
    byte[] content = Files.readAllBytes(capture);
    InputStream terminal = System.in;
    PipedOutputStream pipe = new PipedOutputStream();
    try {
      System.setIn(new PipedInputStream(pipe, 1 << 16));
      CompletableFuture<Command> command =
          CompletableFuture.supplyAsync(
              () -> Command.run(tapline, "import", "--source", "piped", "-"));
      int half = content.length / 2;
      pipe.write(content, 0, half);
      pipe.flush();
      awaitFrames();
      assertThat(command).isNotDone();
      pipe.write(content, half, content.length - half);
      pipe.close();
      Command done = command.get(60, TimeUnit.SECONDS);
      assertThat(done.exit()).as(done.err()).isEqualTo(ExitCode.DONE);
      assertThat(done.out()).contains("20,000 connections", "0 frames lost; source piped");
    } finally {
      System.setIn(terminal);
    }
  }

  @Test
  void two_commands_that_import_one_file_at_once_import_it_once() throws Exception {
    Path capture = GeneratedCapture.write(temporary.resolve("twice.pcapng"), 4, CONNECTIONS);
    assertImportedOnce("twice", capture, capture);
  }

  @Test
  void two_commands_that_send_one_file_at_once_import_it_once() throws Exception {
    Path key = data.resolve("capture/read-in-place.key");
    Path hidden = Files.move(key, temporary.resolve("hidden"));
    try {
      Path capture = GeneratedCapture.write(temporary.resolve("both.pcapng"), 5, CONNECTIONS);
      assertImportedOnce("both", capture, Files.copy(capture, temporary.resolve("both2.pcapng")));
    } finally {
      Files.move(hidden, key);
    }
  }

  /** One command tells of the import, the other that it was known. */
  private static void assertImportedOnce(String sources, Path one, Path other) throws Exception {
    CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> imported(one));
    CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> imported(other));
    List<String> outcomes =
        List.of(first.get(60, TimeUnit.SECONDS), second.get(60, TimeUnit.SECONDS));
    assertThat(outcomes).allMatch(outcome -> outcome.contains("20,000 connections"));
    assertThat(outcomes).filteredOn(outcome -> outcome.contains("already imported")).hasSize(1);
    assertThat(Command.run(tapline, "top", "source", "--format", "csv").rows())
        .filteredOn(row -> row.startsWith("local/" + sources))
        .singleElement()
        .asString()
        .contains(",20000,40000,");
  }

  private static void awaitFrames() {
    var _ =
        Await.until(
            "connections of the pipe",
            () -> LoggedConnections.count(tapline, "piped").out(),
            answer -> answer.matches("(?s).*\"connections\":[1-9].*"));
  }

  private static String imported(Path file) {
    Command command = Command.run(tapline, "import", file.toString());
    assertThat(command.exit()).as(command.err()).isEqualTo(ExitCode.DONE);
    return command.out();
  }

  private static List<Path> stored() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("capture/imports"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> f.toString().contains("pcapng"))
          .toList();
    }
  }

  private static String refusal(ImportFileHeader header) throws Exception {
    ManagedChannel channel = tapline.connect();
    CompletableFuture<String> refused = new CompletableFuture<>();
    StreamObserver<ImportFileRequest> requests =
        ImportServiceGrpc.newStub(channel).importFile(new Refusal(refused));
    requests.onNext(ImportFileRequest.newBuilder().setHeader(header).build());
    try {
      return refused.get(30, TimeUnit.SECONDS);
    } finally {
      channel.shutdownNow();
    }
  }

  private record Refusal(CompletableFuture<String> sentence)
      implements StreamObserver<ImportFileResponse> {
    @Override
    public void onNext(ImportFileResponse response) {}

    @Override
    public void onError(Throwable failure) {
      sentence.complete(String.valueOf(Status.fromThrowable(failure).getDescription()));
    }

    @Override
    public void onCompleted() {
      sentence.complete("taken");
    }
  }
}
