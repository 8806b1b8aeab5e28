package io.tapline.eventstore.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.eventstore.group.ReportFilter;
import io.tapline.eventstore.query.EventQuery;
import io.tapline.rpc.NamedPages.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterPagesTest {
  private static ReportFilter filter(String group, String name) {
    ReportFilter.Rule rule = new ReportFilter.Rule(new EventQuery(List.of(), ""), new byte[0]);
    return new ReportFilter(group, name, false, null, null, rule, "", 0, null);
  }

  @Test
  void the_token_of_a_page_of_filters_is_read_again() {
    List<ReportFilter> all = List.of(filter("b", "a"), filter("a-b", "c"), filter("a", "b"));
    Page<ReportFilter> first = FilterMessages.PAGES.page(all.stream(), 2, "");
    Page<ReportFilter> second = FilterMessages.PAGES.page(all.stream(), 2, first.nextToken());
    assertThat(first.entries()).extracting(ReportFilter::group).containsExactly("a", "a-b");
    assertThat(second.entries()).extracting(ReportFilter::group).containsExactly("b");
  }
}
