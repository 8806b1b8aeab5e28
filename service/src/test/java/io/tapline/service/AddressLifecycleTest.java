package io.tapline.service;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.StartupEvent;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressLifecycleTest {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String EVERYWHERE = "0.0.0.0";

  @TempDir Path directory;

  private static void check(String http, String grpc, boolean allowed, FakeAuthConfig config) {
    new AddressLifecycle().check(new StartupEvent(), http, grpc, allowed, config.lifecycle());
  }

  @Test
  void a_start_ends_where_strangers_could_call_and_says_so() {
    assertThatThrownBy(() -> check(LOOPBACK, EVERYWHERE, false, FakeAuthConfig.OFF))
        .isInstanceOf(PreventFurtherStepsException.class)
        .hasMessageStartingWith(EVERYWHERE + " is reached by other machines");
    assertThatThrownBy(() -> check(EVERYWHERE, LOOPBACK, false, FakeAuthConfig.OFF))
        .isInstanceOf(PreventFurtherStepsException.class);
  }

  @Test
  void a_start_goes_on_where_callers_are_known_or_the_operator_allows_it() {
    FakeAuthConfig required = FakeAuthConfig.requiring(directory.resolve("tokens"));
    assertThatCode(() -> check(LOOPBACK, LOOPBACK, false, FakeAuthConfig.OFF))
        .doesNotThrowAnyException();
    assertThatCode(() -> check(EVERYWHERE, EVERYWHERE, true, FakeAuthConfig.OFF))
        .doesNotThrowAnyException();
    assertThatCode(() -> check(EVERYWHERE, EVERYWHERE, false, required)).doesNotThrowAnyException();
  }
}
