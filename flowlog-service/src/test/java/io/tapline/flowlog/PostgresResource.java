package io.tapline.flowlog;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tapline.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Map;

/** A database and a cache directory for the service under test. */
public class PostgresResource implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    try {
      TestPostgres database = TestPostgres.empty();
      String grpcPort = Integer.toString(freePort());
      return Map.of(
          "quarkus.http.test-port",
          "0",
          "quarkus.grpc.server.test-port",
          grpcPort,
          "quarkus.grpc.clients.self.host",
          "localhost",
          "quarkus.grpc.clients.self.port",
          grpcPort,
          "quarkus.datasource.reactive.url",
          "postgresql://localhost:" + TestPostgres.port() + "/" + database.name(),
          "quarkus.datasource.username",
          TestPostgres.USER,
          "quarkus.datasource.password",
          TestPostgres.PASSWORD,
          "tapline.flowlog.search.calls",
          "32",
          "tapline.flowlog.exporter-sampling",
          "10.0.0.77=1000,10.0.0.64/28<=100",
          "tapline.flowlog.cache-directory",
          Files.createTempDirectory("flowlog-cache").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The database ends with its server, which all tests share. */
  @Override
  public void stop() {}
}
