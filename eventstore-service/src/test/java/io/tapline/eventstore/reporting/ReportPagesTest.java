package io.tapline.eventstore.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.eventstore.reporting.ReportRequests.Page;
import io.tapline.eventstore.reporting.ReportRequests.Place;
import io.tapline.type.v1.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportPagesTest {
  private static final Instant TIME = Instant.parse("2026-03-01T10:00:00.123456Z");

  private static Page page(String token) {
    return ReportRequests.page("reports", "abuse", Severity.SEVERITY_UNSPECIFIED, 2, token);
  }

  private static Place place(String label) {
    return new Place(TIME, label);
  }

  @Test
  void a_full_page_with_nothing_after_it_is_the_last() {
    Page page = page("");
    assertThat(page.most()).isEqualTo(3);
    for (List<String> found : List.of(List.<String>of(), List.of("b"), List.of("b", "a"))) {
      assertThat(page.next(found, ReportPagesTest::place)).isEmpty();
      assertThat(page.entries(found)).isEqualTo(found);
    }
  }

  @Test
  void the_next_page_begins_behind_the_last_entry_of_a_page() {
    Page first = page("");
    List<String> found = List.of("c", "b", "a");
    assertThat(first.entries(found)).containsExactly("c", "b");
    String token = first.next(found, ReportPagesTest::place);
    assertThat(page(token).after()).isEqualTo(place("b"));
  }
}
