package io.tapline.eventstore.notify.send;

import io.tapline.eventstore.notify.channel.Channel.Route;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import java.time.Duration;
import java.util.Set;

/**
 * A signed POST. Any 2xx is taken for success; redirections are not followed, and what the target
 * answers is not read.
 */
final class WebhookSender implements Sender {
  /** To connect, and to be answered. */
  static final int STEPS = 2;

  /** HTTP statuses that the same body would get again. */
  private static final Set<Integer> PERMANENT = Set.of(400, 410, 413, 415, 422);

  private final WebClient client;
  private final Route route;
  private final Duration timeout;

  WebhookSender(Vertx vertx, Route route, Duration timeout) {
    this.client = WebClient.create(vertx, options(route, timeout));
    this.route = route;
    this.timeout = timeout;
  }

  private static WebClientOptions options(Route route, Duration timeout) {
    WebClientOptions options = new WebClientOptions();
    options.setFollowRedirects(false).setUserAgent("Tapline");
    options.setVerifyHost(true).setMaxPoolSize(1).setConnectTimeout((int) timeout.toMillis());
    if (!route.caCertificates().isEmpty()) {
      options.setTrustOptions(
          new PemTrustOptions().addCertValue(Buffer.buffer(route.caCertificates())));
    }
    return options;
  }

  @Override
  public String send(Outgoing message) {
    byte[] body = WebhookBody.of(message);
    int status =
        Answers.await(
                request(message, body).sendBuffer(Buffer.buffer(body)),
                timeout.multipliedBy(STEPS),
                DeliveryFailure::passing)
            .statusCode();
    if (status < 200 || status > 299) {
      throw new DeliveryFailure(PERMANENT.contains(status), "HTTP status " + status);
    }
    return "";
  }

  private HttpRequest<Void> request(Outgoing message, byte[] body) {
    String timestamp = Long.toString(message.time().getEpochSecond());
    return client
        .postAbs(route.target().uri().toString())
        .as(BodyCodec.none())
        .timeout(timeout.toMillis())
        .putHeader("Content-Type", "application/json")
        .putHeader("Idempotency-Key", message.notice().idempotencyKey())
        .putHeader("X-Tapline-Timestamp", timestamp)
        .putHeader("X-Tapline-Signature", Signature.of(route.secret(), timestamp, body));
  }

  @Override
  public void close() {
    client.close();
  }
}
