package io.tapline.eventstore;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tapline.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;

/** A database of its own for the service under test, and free ports. */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    try {
      TestPostgres database = TestPostgres.empty();
      String grpcPort = Integer.toString(freePort());
      return Map.of(
          "quarkus.datasource.reactive.url",
          "postgresql://localhost:%d/%s".formatted(TestPostgres.port(), database.name()),
          "quarkus.datasource.username",
          TestPostgres.USER,
          "quarkus.datasource.password",
          TestPostgres.PASSWORD,
          "quarkus.grpc.server.test-port",
          grpcPort,
          "quarkus.grpc.clients.eventstore.host",
          "localhost",
          "quarkus.grpc.clients.eventstore.port",
          grpcPort,
          // Retention has tests of its own; the service's own loop would hold its lock meanwhile.
          "tapline.eventstore.retention.age",
          "0",
          "tapline.eventstore.retention.max-events",
          "0",
          // So has the reporter; its own loop would make reports of the groups of other tests.
          "tapline.eventstore.reporter.enabled",
          "false",
          "quarkus.http.test-port",
          "0");
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
