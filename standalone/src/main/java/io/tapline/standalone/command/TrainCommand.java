package io.tapline.standalone.command;

import io.quarkus.runtime.Quarkus;
import io.tapline.standalone.data.DataDirectory;
import io.tapline.standalone.memory.MemoryBudget;
import io.tapline.standalone.serve.ListenAddress;
import io.tapline.standalone.serve.ServeOptions;
import io.tapline.standalone.serve.Standalone;
import io.tapline.standalone.serve.TokenOptions;
import io.tapline.standalone.train.Rehearsal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tapline train}: the launcher's, see {@link Rehearsal}. */
@Command(
    name = "train",
    hidden = true,
    description = "Plays the first minute of use, for the ahead-of-time cache, and ends.")
final class TrainCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String HOST = "127.0.0.1";

  @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "The client half's part.")
  List<String> client;

  @Override
  public Integer call() throws IOException {
    ListenAddress http = new ListenAddress(HOST, freePort(), "--http-port");
    ListenAddress grpc = new ListenAddress(HOST, freePort(), "--grpc-port");
    Path data = Files.createTempDirectory("tapline-train-");
    ServeOptions options =
        new ServeOptions(
            data,
            true,
            http,
            grpc,
            new TokenOptions(DataDirectory.tokens(data), true),
            Optional.empty(),
            MemoryBudget.parse(MemoryBudget.DEFAULT),
            false,
            false);
    URI ready = URI.create("http://" + http.text() + "/q/health/ready");
    Rehearsal rehearsal = new Rehearsal(ready, grpc.text(), client, LIMIT);
    AtomicBoolean played = new AtomicBoolean();
    Thread.ofPlatform().daemon().name("rehearsal").start(() -> played.set(play(rehearsal)));
    int exitCode = new Standalone(options).run();
    return exitCode == 0 && !played.get() ? 1 : exitCode;
  }

  /** Whatever happens, the services stop afterwards. */
  private static boolean play(Rehearsal rehearsal) {
    try {
      return rehearsal.run();
    } catch (IOException e) {
      System.err.println("The rehearsal failed: " + e.getMessage());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      Quarkus.asyncExit(0);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
