package io.tapline.rpc.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "localhost"})
  void this_machine_may_always_be_listened_on(String host) {
    assertThat(PublicAddress.objection(false, host)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.5", "192.0.2.1", "2001:db8::1"})
  void what_other_machines_reach_has_to_be_allowed(String host) {
    assertThat(PublicAddress.objection(false, host))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .startsWith(host + " is reached by other machines")
                    .contains("TAPLINE_ALLOW_PUBLIC_ADDRESS=true"));
    assertThat(PublicAddress.objection(true, host)).isEmpty();
  }

  @Test
  void one_address_of_several_is_enough_to_object() {
    assertThat(PublicAddress.objection(false, "127.0.0.1", "0.0.0.0"))
        .hasValueSatisfying(sentence -> assertThat(sentence).startsWith("0.0.0.0"));
  }

  @Test
  void the_variable_is_the_setting_in_the_environment() {
    assertThat(PublicAddress.VARIABLE)
        .isEqualTo(PublicAddress.SETTING.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT));
  }

  @Test
  void a_name_that_is_unknown_is_no_address() {
    assertThat(PublicAddress.objection(false, "no such host"))
        .hasValue("no such host is not an address of this machine.");
    assertThat(PublicAddress.objection(true, "no such host")).isPresent();
  }

  @Test
  void a_public_address_without_tls_is_warned_of_in_one_line() {
    assertThat(PublicAddress.warning(false, "127.0.0.1", "0.0.0.0"))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .startsWith("Nothing is encrypted on 0.0.0.0")
                    .doesNotContain("\n"));
    assertThat(PublicAddress.warning(true, "0.0.0.0")).isEmpty();
    assertThat(PublicAddress.warning(false, "127.0.0.1", "::1")).isEmpty();
  }
}
