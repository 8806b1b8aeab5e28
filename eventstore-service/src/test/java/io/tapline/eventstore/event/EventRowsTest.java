package io.tapline.eventstore.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventRowsTest {
  @Test
  void every_element_of_a_list_is_quoted_so_that_it_means_itself() {
    assertThat(EventRows.literal(List.of())).isEqualTo("{}");
    assertThat(EventRows.literal(List.of(22, 80))).isEqualTo("{\"22\",\"80\"}");
    assertThat(EventRows.literal(List.of("", "NULL", "a,b", "{c}", "q\"q", "b\\b")))
        .isEqualTo("{\"\",\"NULL\",\"a,b\",\"{c}\",\"q\\\"q\",\"b\\\\b\"}");
  }
}
