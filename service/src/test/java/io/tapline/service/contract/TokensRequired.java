package io.tapline.service.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.tapline.rpc.grpc.Statuses;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service as it is started where callers need tokens, and there are none. */
public abstract class TokensRequired {
  /** Settings that ask for tokens. */
  public static final class Profile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("tapline.auth.tokens", "no-such-file");
    }
  }

  @Inject protected MeterRegistry metrics;

  @SuppressWarnings("NullAway.Init") // set by the test framework
  @TestHTTPResource("/")
  protected URI root;

  /** Calls a method of the service over gRPC, without a token. */
  protected abstract void call();

  @Test
  void a_call_over_grpc_is_refused_and_counted() {
    double before = refusals();
    StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, this::call);
    assertThat(Statuses.refusal(refused).reason().name()).isEqualTo("TOKEN_MISSING");
    assertThat(refusals()).isEqualTo(before + 1);
  }

  private double refusals() {
    return metrics.counter("tapline.auth.refused", "reason", "TOKEN_MISSING").count();
  }

  @Test
  void over_http_only_health_is_open() throws Exception {
    assertThat(status("q/metrics")).isEqualTo(401);
    assertThat(status("no/such/page")).isEqualTo(401);
    assertThat(status("q/health/live")).isEqualTo(200);
  }

  protected final int status(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(root.resolve(path)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
