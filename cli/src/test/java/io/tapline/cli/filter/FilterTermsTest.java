package io.tapline.cli.filter;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FilterTermsTest {
  @Test
  void options_are_joined_by_and_and_the_free_filter_stays_together() {
    String filter =
        new FilterTerms()
            .equal("client", "10.0.0.0/8")
            .equal("port", 443)
            .equal("service", null)
            .filter(" bytes > 10 OR open = true ")
            .text();
    assertThat(filter)
        .isEqualTo("client = \"10.0.0.0/8\" AND port = 443 AND (bytes > 10 OR open = true)");
  }

  @Test
  void a_filter_alone_is_sent_as_it_was_typed() {
    assertThat(new FilterTerms().filter("port = 53 )").text()).isEqualTo("port = 53 )");
  }

  @Test
  void without_options_there_is_no_filter() {
    assertThat(new FilterTerms().equal("host", null).filter("").text()).isEmpty();
  }

  @Property
  void a_value_cannot_leave_its_quotes(@ForAll String value) {
    String quoted = FilterTerms.quote(value);
    assertThat(unquote(quoted)).isEqualTo(value);
  }

  /** Reads one quoted text as the filter language does; fails when it ends before the end. */
  private static String unquote(String quoted) {
    StringBuilder value = new StringBuilder();
    int i = 1;
    while (quoted.charAt(i) != '"') {
      i += quoted.charAt(i) == '\\' ? 1 : 0;
      value.append(quoted.charAt(i++));
    }
    assertThat(i).isEqualTo(quoted.length() - 1);
    return value.toString();
  }
}
