package io.tapline.capture.ait;

import io.tapline.rpc.auth.Principal;
import io.tapline.rpc.http.HttpGate;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Serves {@link AitRoutes} over HTTP/1.1. */
final class AitListener implements AutoCloseable {
  private static final int MAX_FIELD_BYTES = 4096;
  private static final int MAX_FIELDS = 32;
  private static final int IDLE_SECONDS = 30;

  private final Vertx vertx;
  private final HttpGate gate;
  private final AitRoutes routes;
  private @Nullable HttpServer server;

  AitListener(Vertx vertx, HttpGate gate, AitRoutes routes) {
    this.vertx = vertx;
    this.gate = gate;
    this.routes = routes;
  }

  /**
   * Listens.
   *
   * @param host a loopback address, unless callers are authenticated: whoever reaches the interface
   *     can capture
   * @param port 0 = any that is free
   * @return the port
   * @throws IllegalArgumentException for any other address
   * @throws CompletionException if it cannot
   */
  int start(String host, int port) {
    if (!gate.isOn()) {
      requireLoopback(host);
    }
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(port)
            .setIdleTimeout(IDLE_SECONDS)
            .setMaxFormAttributeSize(MAX_FIELD_BYTES)
            .setMaxFormFields(MAX_FIELDS);
    HttpServer created = vertx.createHttpServer(options).requestHandler(this::serve);
    server = created;
    return created.listen().toCompletionStage().toCompletableFuture().join().actualPort();
  }

  private static void requireLoopback(String host) {
    try {
      if (InetAddress.getByName(host).isLoopbackAddress()) {
        return;
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("tapline.capture.ait.host is no address: " + host, e);
    }
    throw new IllegalArgumentException(
        "tapline.capture.ait.host is a loopback address, such as 127.0.0.1, not "
            + host
            + ": callers are not authenticated (`tapline token create`).");
  }

  private void serve(HttpServerRequest request) {
    gate.admit(request, request.path()).ifPresent(caller -> read(request, caller));
  }

  private void read(HttpServerRequest request, Principal caller) {
    Instant start = Instant.now();
    long startNanos = System.nanoTime();
    request
        .response()
        .endHandler(
            _ ->
                gate.answered(
                    request, request.path(), caller, start, System.nanoTime() - startNanos));
    request.setExpectMultipart(request.method().name().equals("POST"));
    request.exceptionHandler(_ -> request.connection().close());
    request.endHandler(_ -> answer(request));
  }

  /** Sources are opened and files closed meanwhile, so not on the event loop. */
  private void answer(HttpServerRequest request) {
    Map<String, String> fields = new HashMap<>();
    request.params().forEach(field -> fields.put(field.getKey(), field.getValue()));
    request.formAttributes().forEach(field -> fields.put(field.getKey(), field.getValue()));
    if (request.headers().contains("Origin")) {
      send(request, AitRoutes.ofBrowser());
      return;
    }
    vertx
        .executeBlocking(
            () -> routes.answer(request.method().name(), request.path(), fields), false)
        .onComplete(result -> send(request, result.result()));
  }

  private static void send(HttpServerRequest request, AitRoutes.Answer answer) {
    request
        .response()
        .setStatusCode(answer.status())
        .putHeader("Content-Type", answer.mediaType())
        .end(answer.body());
  }

  @Override
  public void close() {
    HttpServer open = server;
    if (open != null) {
      open.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
