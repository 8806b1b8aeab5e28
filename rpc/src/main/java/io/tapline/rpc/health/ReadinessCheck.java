package io.tapline.rpc.health;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * A readiness check with a name. It is up unless {@link #check} says otherwise; when {@code check}
 * fails it is down, with the failure as its {@code reason}. A service's checks are called {@code
 * XHealth} and carry {@code @Readiness} and {@code @Singleton}.
 */
public abstract class ReadinessCheck implements HealthCheck {
  private final String name;

  protected ReadinessCheck(String name) {
    this.name = name;
  }

  /**
   * Adds what people should see to {@code response}, which is up.
   *
   * @throws RuntimeException when the service is not ready, with a sentence that says why
   */
  protected abstract void check(HealthCheckResponseBuilder response);

  @Override
  public final HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named(name).up();
    try {
      check(response);
    } catch (RuntimeException e) {
      return response.down().withData("reason", String.valueOf(e.getMessage())).build();
    }
    return response.build();
  }
}
