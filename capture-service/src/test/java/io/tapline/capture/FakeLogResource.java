package io.tapline.capture;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts a {@link FakeLog} for the running service and gives it an empty data directory. */
public final class FakeLogResource implements QuarkusTestResourceLifecycleManager {
  private @Nullable FakeLog log;

  @Override
  public Map<String, String> start() {
    FakeLog started = new FakeLog();
    log = started;
    try {
      Path data = Files.createTempDirectory("tapline-capture-test");
      return Map.of(
          "quarkus.grpc.clients.flowlog.test-port", String.valueOf(started.port()),
          "quarkus.grpc.clients.flowlog.host", "127.0.0.1",
          "quarkus.grpc.server.test-port", String.valueOf(freePort()),
          "quarkus.http.test-port", "0",
          "tapline.capture.data-directory", data.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    if (log != null) {
      log.close();
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
