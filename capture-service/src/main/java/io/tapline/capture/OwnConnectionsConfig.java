package io.tapline.capture;

import io.tapline.capture.source.OwnConnections;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which TCP endpoints are the product's own: what this process is configured to serve and use. */
@Singleton
public class OwnConnectionsConfig {
  private static final String REACTIVE = "vertx-reactive:";
  private static final int POSTGRESQL_PORT = 5432;

  private final OwnConnections own;

  OwnConnectionsConfig(
      CaptureConfig config,
      @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int httpPort,
      @ConfigProperty(name = "quarkus.grpc.server.port", defaultValue = "9000") int grpcPort,
      @ConfigProperty(name = "quarkus.grpc.clients.flowlog.host", defaultValue = "localhost")
          String logHost,
      @ConfigProperty(name = "quarkus.grpc.clients.flowlog.port", defaultValue = "9000")
          int logPort,
      @ConfigProperty(name = "quarkus.datasource.reactive.url") Optional<String> database) {
    List<InetSocketAddress> peers = new ArrayList<>();
    peers.add(InetSocketAddress.createUnresolved(logHost, logPort));
    database.ifPresent(url -> peers.add(database(url)));
    config.source().ownEndpoints().orElse(List.of()).forEach(text -> peers.add(endpoint(text)));
    own = new OwnConnections(List.of(httpPort, grpcPort), peers);
  }

  /** The endpoints. */
  public OwnConnections connections() {
    return own;
  }

  static InetSocketAddress database(String url) {
    URI uri = URI.create(url.startsWith(REACTIVE) ? url.substring(REACTIVE.length()) : url);
    int port = uri.getPort() < 0 ? POSTGRESQL_PORT : uri.getPort();
    String host = uri.getHost() == null ? "localhost" : uri.getHost();
    return InetSocketAddress.createUnresolved(host, port);
  }

  static InetSocketAddress endpoint(String text) {
    int colon = text.lastIndexOf(':');
    if (!text.matches(".+:\\d{1,5}")) {
      throw new IllegalArgumentException(
          "tapline.capture.source.own-endpoints: '" + text + "' is not host:port.");
    }
    return InetSocketAddress.createUnresolved(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }
}
