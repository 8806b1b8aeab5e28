package io.tapline.rpc.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.junit.jupiter.api.Test;

class ReadinessCheckTest {
  private static HealthCheckResponse call(Consumer<HealthCheckResponseBuilder> check) {
    return new ReadinessCheck("test") {
      @Override
      protected void check(HealthCheckResponseBuilder response) {
        check.accept(response);
      }
    }.call();
  }

  @Test
  void a_check_is_up_and_shows_what_it_says() {
    HealthCheckResponse response = call(check -> check.withData("version", "7"));
    assertThat(response.getName()).isEqualTo("test");
    assertThat(response.getStatus()).isEqualTo(Status.UP);
    assertThat(response.getData()).contains(Map.of("version", "7"));
  }

  @Test
  void a_check_that_fails_is_down_with_its_reason() {
    HealthCheckResponse response =
        call(
            check -> {
              check.withData("version", "7");
              throw new IllegalStateException("The database is away.");
            });
    assertThat(response.getStatus()).isEqualTo(Status.DOWN);
    assertThat(response.getData().orElseThrow()).containsEntry("reason", "The database is away.");
  }
}
